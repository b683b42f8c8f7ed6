"""Somebody at a desk, and with a phone that shows the lobby, and what they do with messages."""

import re
from dataclasses import dataclass

from playwright.async_api import Locator, expect

from tests.browser.people import SignUp, Visitor
from tests.browser.reading.sidebar import counts
from tests.eventually import eventually

BACK_SECONDS = 40.0  # Socket.IO waits up to 5 s before it tries again, and the server has to start
CARD_WORDS = "card => getComputedStyle(card.querySelector('.card-unread'), '::after').content"


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
