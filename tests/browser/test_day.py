"""A day of three people with two devices each: a morning, a lunch break without a line, a restart, an afternoon."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass

import pytest
from playwright.async_api import expect

from tests.browser.people import SignUp, Visitor
from tests.browser.reading.sidebar import counts
from tests.browser.somebody import Somebody, arrive, change, choose_for, finds, is_back, pinned, said
from tests.server import Server

pytestmark = pytest.mark.timeout(240)

PIER, QUAY = "Day pier", "Day quay"
SECRET, REGRETTED, HASTY = "the code is kelp-4711", "Dora rows badly-4712", "wrong room-4713"
GONE = (SECRET, REGRETTED, HASTY)
HAS_DRAFT = """name => [...document.querySelectorAll(".nav-room")].some(link =>
    link.innerText.includes(name)
    && getComputedStyle(link.querySelector(".nav-words"), "::after").content.includes("draft"))"""


@pytest.fixture
def server(own_server: Server) -> Server:
    return own_server


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


def kept_texts(server: Server) -> str:
    """Every text of every table but the search index."""
    with closing(sqlite3.connect(server.database)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [database.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables if "fts" not in name]
    return str(kept)


@dataclass(frozen=True)
class Day:
    ann: Somebody
    ben: Somebody
    cem: Somebody

    @property
    def everybody(self) -> tuple[Somebody, Somebody, Somebody]:
        return self.ann, self.ben, self.cem

    async def make_rooms(self) -> None:
        for room in (QUAY, PIER):
            slug = await self.ann.desk.make_room(room)
            await self.ben.desk.join(slug)
            await self.cem.desk.join(slug)

    async def counts(self, *, pier: tuple[int, int, int], quay: tuple[int, int, int]) -> None:
        """So many are unread for Ann, Ben and Cem."""
        for somebody, in_pier, in_quay in zip(self.everybody, pier, quay, strict=True):
            await somebody.counts(PIER, in_pier)
            await somebody.counts(QUAY, in_quay)

    # The morning

    async def morning(self) -> str:
        """Answers with the emoji that two of them have given."""
        await self.greet()
        emoji = await self.react_to_the_greeting()
        await self.change_the_greeting()
        await self.say_too_much()
        await self.begin_a_draft()
        for somebody in self.everybody:
            await somebody.desk.log.click(position={"x": 5, "y": 5})
            await somebody.counts(PIER, 0)
        return emoji

    async def greet(self) -> None:
        await self.ann.desk.send("Good morning")
        await self.ben.desk.sees("Good morning")
        await choose_for(self.ben.desk, "Good morning", "Reply")
        await expect(self.ben.desk.page.get_by_role("note", name="Reply to Ann", exact=True)).to_be_visible()
        await self.ben.desk.send("I bring the ropes")
        await self.ben.counts(PIER, 0)

    async def react_to_the_greeting(self) -> str:
        await choose_for(self.cem.desk, "Good morning", "React")
        await self.cem.desk.page.locator(".quick-row").get_by_role("button").first.click()
        first = said(self.cem.desk, "Good morning").locator(".reaction")
        emoji = (await first.get_attribute("aria-label") or "").partition(" ")[0]
        await said(self.ben.desk, "Good morning").get_by_role("button", name=f"{emoji} 1", exact=True).click()
        return emoji

    async def change_the_greeting(self) -> None:
        await change(self.ann.desk, "Good morning to all")
        quote = self.cem.desk.row("I bring the ropes").locator(".message-quote")
        await expect(quote).to_contain_text("Good morning to all")
        await choose_for(self.ann.desk, "I bring the ropes", "More", "Pin")

    async def say_too_much(self) -> None:
        await self.cem.desk.send(SECRET)
        await choose_for(self.ann.desk, SECRET, "More", "Delete")
        await self.ann.desk.page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
        await expect(self.ben.desk.row(SECRET)).to_have_count(0)

    async def begin_a_draft(self) -> None:
        await self.ben.desk.walk_to(QUAY)
        await self.ben.desk.composer.press_sequentially("ropes for")
        await self.ben.desk.walk_to(PIER)

    # The lunch break

    async def ann_stays(self) -> None:
        """And goes on while the others have no line."""
        desk = self.ann.desk
        for text in ("lunch ends at one", "two ropes are missing", REGRETTED):
            await desk.send(text)
            await desk.sees(text)
        await choose_for(desk, REGRETTED, "More", "Delete")
        await expect(desk.row(REGRETTED)).to_have_count(0)
        await choose_for(desk, "I bring the ropes", "React")
        await desk.page.locator(".quick-row").get_by_role("button").nth(1).click()
        await desk.walk_to(QUAY)
        await desk.send("who has the keys?")
        await desk.sees("who has the keys?")
        await desk.walk_to(PIER)

    async def everybody_is_back(self) -> None:
        for device in (device for somebody in self.everybody for device in somebody.devices):
            await is_back(device)

    # The afternoon

    async def afternoon(self) -> None:
        await self.counts(pier=(0, 2, 2), quay=(0, 1, 1))
        await self.read_on_the_phone()
        await choose_for(self.cem.desk, "two ropes are missing", "More", "Mark unread")
        await self.cem.counts(PIER, 1)
        await self.say_it_in_the_wrong_room()

    async def read_on_the_phone(self) -> None:
        await self.ben.phone.walk_in(PIER)
        await expect(self.ben.phone.row("two ropes are missing")).to_be_visible()
        await counts(self.ben.desk, PIER, 0)
        await self.ben.phone.page.go_back()
        await self.ben.counts(PIER, 0)

    async def say_it_in_the_wrong_room(self) -> None:
        await change(self.ann.desk, "three ropes are missing")
        await self.ann.desk.send(HASTY)
        await self.ben.desk.sees(HASTY)
        await choose_for(self.ann.desk, HASTY, "More", "Delete")

    # At its end

    async def end(self, emoji: str) -> None:
        await self.counts(pier=(0, 0, 1), quay=(0, 1, 1))
        for somebody in self.everybody:
            assert await somebody.desk.page.evaluate(HAS_DRAFT, QUAY) == (somebody is self.ben)
            await sees_what_was_said(somebody.desk, emoji)
            await sees_and_finds_nothing_that_is_gone(somebody)
        await self.ben.desk.walk_to(QUAY)
        await expect(self.ben.desk.composer).to_have_value("ropes for")


async def sees_what_was_said(who: Visitor, emoji: str) -> None:
    answer = who.row("I bring the ropes")
    await expect(answer.locator(".message-quote")).to_contain_text("to all")
    await expect(said(who, "Good morning").get_by_role("button", name=f"{emoji} 2", exact=True)).to_be_visible()
    await expect(answer.locator(".reaction")).to_have_count(1)
    await expect(who.row("three ropes are missing")).to_contain_text("edited")
    assert await pinned(who) == ["I bring the ropes"]


async def sees_and_finds_nothing_that_is_gone(somebody: Somebody) -> None:
    for device in somebody.devices:
        shown = await device.page.content()
        assert not [text for text in GONE if text in shown]
    for words in ("kelp", "badly", "wrong"):
        assert await finds(somebody.desk, words) == 0
    assert await finds(somebody.desk, "ropes") > 0


async def test_a_day_of_three_people_with_two_devices_each(sign_up: SignUp, own_server: Server) -> None:
    day = Day(*[await arrive(sign_up, name) for name in ("Ann", "Ben", "Cem")])
    await day.make_rooms()

    emoji = await day.morning()
    async with lunch(own_server, day.ben, day.cem):
        await day.ann_stays()
    await day.everybody_is_back()
    await day.afternoon()

    await day.end(emoji)
    kept = kept_texts(own_server)
    assert SECRET not in kept
    assert REGRETTED not in kept
