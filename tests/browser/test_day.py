"""A day of three people with two devices each: a morning, a lunch break without a line, a restart, an afternoon."""

import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass

import pytest
from playwright.async_api import Locator, expect

from tests.browser.people import SignUp, Visitor
from tests.browser.reading.sidebar import counts
from tests.eventually import eventually
from tests.server import Server

pytestmark = pytest.mark.timeout(240)

BACK_SECONDS = 40.0  # Socket.IO waits up to 5 s before it tries again, and the server has to start
PIER, QUAY = "Day pier", "Day quay"
SECRET, REGRETTED, HASTY = "the code is kelp-4711", "Dora rows badly-4712", "wrong room-4713"
GONE = (SECRET, REGRETTED, HASTY)
CARD_WORDS = "card => getComputedStyle(card.querySelector('.card-unread'), '::after').content"
HAS_DRAFT = """name => [...document.querySelectorAll(".nav-room")].some(link =>
    link.innerText.includes(name)
    && getComputedStyle(link.querySelector(".nav-words"), "::after").content.includes("draft"))"""


@pytest.fixture
def server(own_server: Server) -> Server:
    return own_server


@dataclass(frozen=True)
class Somebody:
    """One person at their desk, and with a phone that shows the lobby."""

    desk: Visitor
    phone: Visitor

    @property
    def devices(self) -> tuple[Visitor, Visitor]:
        return self.desk, self.phone

    async def counts(self, room: str, unread: int) -> None:
        """Both devices say so."""
        await counts(self.desk, room, unread)
        await eventually(lambda: self._phone_says(room, unread), instead=lambda: f"{self.desk.name}: {room} {unread}")

    async def _phone_says(self, room: str, unread: int) -> bool:
        card = self.phone.page.get_by_role("article", name=room, exact=True)
        words = str(await card.evaluate(CARD_WORDS))
        return re.findall(r"\d+ unread", words) == ([f"{unread} unread"] if unread else [])


async def arrive(sign_up: SignUp, name: str) -> Somebody:
    desk = await sign_up(name)
    phone = await sign_up(name, again=desk, viewport={"width": 390, "height": 844})
    await phone.open_lobby()
    return Somebody(desk, phone)


def said(who: Visitor, text: str) -> Locator:
    """The row that says so, and none that quotes it."""
    return who.rows.filter(has=who.page.locator(".message-body", has_text=text))


async def choose_for(who: Visitor, text: str, button: str, item: str = "") -> None:
    """Press a button of the message's row, and choose from the menu that it opens."""
    row = said(who, text)
    await row.hover()
    await row.get_by_role("button", name=button, exact=True).click()
    if item:
        await who.page.get_by_role("menuitem", name=item, exact=True).click()


async def change(who: Visitor, into: str) -> None:
    """What one said last."""
    await who.composer.press("ArrowUp")
    await expect(who.page.get_by_role("note", name="Editing your message")).to_be_visible()
    await who.composer.fill(into)
    await who.composer.press("Enter")
    await expect(said(who, into)).to_be_visible()


@asynccontextmanager
async def lunch(server: Server, *away: Somebody) -> AsyncIterator[None]:
    """They have no line; towards the end of it the server is started again."""
    for device in (device for somebody in away for device in somebody.devices):
        await device.context.set_offline(True)
    yield
    assert await server.stop() == 0
    await server.start()
    for device in (device for somebody in away for device in somebody.devices):
        await device.context.set_offline(False)


async def is_back(device: Visitor) -> None:
    popup = device.page.locator("#popup")
    await expect(popup).to_have_attribute("aria-hidden", "true", timeout=BACK_SECONDS * 1_000)
    await expect(device.page.locator(".cards, [role=log]").first).to_be_attached(timeout=BACK_SECONDS * 1_000)


async def pinned(who: Visitor) -> list[str]:
    await who.choose("Pinned messages")
    excerpts = who.page.get_by_role("dialog", name="Pinned messages").locator(".pin-excerpt")
    await expect(excerpts.first).to_be_visible()
    found = await excerpts.all_inner_texts()
    await who.page.keyboard.press("Escape")
    await expect(excerpts).to_have_count(0)
    return found


async def finds(who: Visitor, words: str) -> int:
    """How many messages a search in a tab of its own finds."""
    tab = await who.new_tab()
    await tab.page.goto(f"/search?q={words}")
    await expect(tab.page.locator(".search-results, .empty").first).to_be_visible()
    count = await tab.page.locator("mark").count()
    await tab.page.close()
    return count


def kept_texts(server: Server) -> str:
    """Every text of every table but the search index."""
    with closing(sqlite3.connect(server.database)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [database.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables if "fts" not in name]
    return str(kept)


async def test_a_day_of_three_people_with_two_devices_each(sign_up: SignUp, own_server: Server) -> None:
    ann, ben, cem = [await arrive(sign_up, name) for name in ("Ann", "Ben", "Cem")]
    everybody = (ann, ben, cem)
    for room in (QUAY, PIER):
        slug = await ann.desk.make_room(room)
        await ben.desk.join(slug)
        await cem.desk.join(slug)

    # The morning
    await ann.desk.send("Good morning")
    await ben.desk.sees("Good morning")
    await choose_for(ben.desk, "Good morning", "Reply")
    await expect(ben.desk.page.get_by_role("note", name="Reply to Ann", exact=True)).to_be_visible()
    await ben.desk.send("I bring the ropes")
    await ben.counts(PIER, 0)
    await choose_for(cem.desk, "Good morning", "React")
    await cem.desk.page.locator(".quick-row").get_by_role("button").first.click()
    first = said(cem.desk, "Good morning").locator(".reaction")
    emoji = (await first.get_attribute("aria-label") or "").partition(" ")[0]
    await said(ben.desk, "Good morning").get_by_role("button", name=f"{emoji} 1", exact=True).click()
    await change(ann.desk, "Good morning to all")
    await expect(cem.desk.row("I bring the ropes").locator(".message-quote")).to_contain_text("Good morning to all")
    await choose_for(ann.desk, "I bring the ropes", "More", "Pin")
    await cem.desk.send(SECRET)
    await choose_for(ann.desk, SECRET, "More", "Delete")
    await ann.desk.page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    await expect(ben.desk.row(SECRET)).to_have_count(0)
    await ben.desk.walk_to(QUAY)
    await ben.desk.composer.press_sequentially("ropes for")
    await ben.desk.walk_to(PIER)
    for somebody in everybody:
        await somebody.desk.log.click(position={"x": 5, "y": 5})
        await somebody.counts(PIER, 0)

    async with lunch(own_server, ben, cem):
        for text in ("lunch ends at one", "two ropes are missing", REGRETTED):
            await ann.desk.send(text)
            await ann.desk.sees(text)
        await choose_for(ann.desk, REGRETTED, "More", "Delete")
        await expect(ann.desk.row(REGRETTED)).to_have_count(0)
        await choose_for(ann.desk, "I bring the ropes", "React")
        await ann.desk.page.locator(".quick-row").get_by_role("button").nth(1).click()
        await ann.desk.walk_to(QUAY)
        await ann.desk.send("who has the keys?")
        await ann.desk.sees("who has the keys?")
        await ann.desk.walk_to(PIER)
    for device in (device for somebody in everybody for device in somebody.devices):
        await is_back(device)

    # The afternoon
    for somebody, pier, quay in ((ann, 0, 0), (ben, 2, 1), (cem, 2, 1)):
        await somebody.counts(PIER, pier)
        await somebody.counts(QUAY, quay)
    await ben.phone.walk_in(PIER)
    await expect(ben.phone.row("two ropes are missing")).to_be_visible()
    await counts(ben.desk, PIER, 0)
    await ben.phone.page.go_back()
    await ben.counts(PIER, 0)
    await choose_for(cem.desk, "two ropes are missing", "More", "Mark unread")
    await cem.counts(PIER, 1)
    await change(ann.desk, "three ropes are missing")
    await ann.desk.send(HASTY)
    await ben.desk.sees(HASTY)
    await choose_for(ann.desk, HASTY, "More", "Delete")

    # At its end
    for somebody, pier, quay in ((ann, 0, 0), (ben, 0, 1), (cem, 1, 1)):
        await somebody.counts(PIER, pier)
        await somebody.counts(QUAY, quay)
        assert await somebody.desk.page.evaluate(HAS_DRAFT, QUAY) == (somebody is ben)
        await expect(somebody.desk.row("I bring the ropes").locator(".message-quote")).to_contain_text("to all")
        await expect(
            said(somebody.desk, "Good morning").get_by_role("button", name=f"{emoji} 2", exact=True)
        ).to_be_visible()
        await expect(somebody.desk.row("I bring the ropes").locator(".reaction")).to_have_count(1)
        await expect(somebody.desk.row("three ropes are missing")).to_contain_text("edited")
        assert await pinned(somebody.desk) == ["I bring the ropes"]
        for device in somebody.devices:
            shown = await device.page.content()
            assert not [text for text in GONE if text in shown]
        for words in ("kelp", "badly", "wrong"):
            assert await finds(somebody.desk, words) == 0
        assert await finds(somebody.desk, "ropes") > 0
    await ben.desk.walk_to(QUAY)
    await expect(ben.desk.composer).to_have_value("ropes for")
    kept = kept_texts(own_server)
    assert SECRET not in kept
    assert REGRETTED not in kept
