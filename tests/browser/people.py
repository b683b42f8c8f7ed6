"""A person at a browser, with verbs for what people do. `tests.browser.views` reads what they see."""

import re
from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

from tests.browser.views import different, view_of
from tests.eventually import eventually
from tests.people import PASSWORD

CONVERGE_SECONDS = 5.0

Until = Literal["load", "commit"]
"""How far a page has to be: all of it there, or its first byte, where what is waited for next comes with the rest."""

SignUp = Callable[..., Awaitable["Visitor"]]

_numbers = count(1)


class Visitor:
    """One person, one browser context, and the tab in front of them."""

    def __init__(self, name: str, context: BrowserContext, page: Page, email: str = "") -> None:
        self.name = name
        self.email = email  # by which they sign in
        self.context = context
        self.page = page
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._note)

    @classmethod
    async def signed_up(cls, browser: Browser, origin: str, name: str, **how: Any) -> Self:
        """A new account, signed in, at no page yet."""
        context = await browser.new_context(base_url=origin, **how)
        email = f"{name}-{next(_numbers)}@example.org"
        await _submit(context, "/register", origin, email=email, display_name=name, password=PASSWORD)
        return cls(name, context, await context.new_page(), email)

    async def at_another_device(self, browser: Browser, origin: str, **how: Any) -> "Visitor":
        """The same person, signed in to their account in another browser, at no page yet."""
        context = await browser.new_context(base_url=origin, **how)
        await _submit(context, "/login", origin, email=self.email, password=PASSWORD)
        return Visitor(self.name, context, await context.new_page(), self.email)

    def _note(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.errors.append(message.text)

    # Places

    async def open_lobby(self, *, until: Until = "load") -> None:
        await self.page.goto("/", wait_until=until)
        await expect(self.page.locator(".cards")).to_be_attached()

    async def open_room(self, slug: str) -> None:
        await self.page.goto(f"/rooms/{slug}")
        await expect(self.log).to_be_attached()

    async def walk_to(self, room: str) -> None:
        """Click the room in the sidebar."""
        await self._follow(self.page.locator(".sidebar-rooms").get_by_role("link", name=room), room)

    async def walk_in(self, room: str) -> None:
        """Click the room's card in the lobby."""
        await self._follow(self.page.get_by_role("article", name=room, exact=True).get_by_role("link"), room)

    async def _follow(self, link: Locator, room: str) -> None:
        """Click, and wait until one can go back from there: the address changes a moment after the screen."""
        path = await link.get_attribute("href")
        await link.click()
        await expect(self.page.get_by_role("heading", name=room, level=1)).to_be_visible()
        await expect(self.page).to_have_url(re.compile(f"{re.escape(path or '')}$"))

    async def new_tab(self) -> "Visitor":
        """The same person at a second tab."""
        return Visitor(self.name, self.context, await self.context.new_page())

    async def paste(self, text: str) -> None:
        """Copy a text elsewhere, and paste it where the cursor is."""
        await self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        await self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        await self.page.keyboard.press("Control+v")

    async def make_room(self, name: str, *, private: bool = False) -> str:
        """Open the lobby, make a room and land in it; its slug."""
        await self.open_lobby(until="commit")
        return await self._make_room_here(name, private=private)

    async def new_room(self, name: str, *, private: bool = False) -> str:
        """The same on foot, without loading a page."""
        await self.page.get_by_role("link", name="All rooms").click()
        return await self._make_room_here(name, private=private)

    async def _make_room_here(self, name: str, *, private: bool) -> str:
        await self.page.get_by_role("button", name="New room").click()
        dialog = self.page.get_by_role("dialog")
        await dialog.get_by_label("Name").fill(name)
        if private:
            await dialog.get_by_role("switch", name="Private").click()
        await dialog.get_by_role("button", name="Create room").click()
        await expect(self.page.get_by_role("heading", name=name, level=1)).to_be_visible()
        await expect(dialog).to_be_hidden()
        return urlsplit(self.page.url).path.removeprefix("/rooms/")

    async def join(self, slug: str) -> None:
        """Open a public room and become a member."""
        await self.open_room(slug)
        await self.page.locator(".room-below").get_by_role("button", name="Join").click()
        await expect(self.composer).to_be_visible()

    async def open_profile(self) -> None:
        await self.page.goto("/profile")
        await expect(self.page.get_by_role("combobox", name="Time zone")).to_be_visible()

    async def prefer(self, choice: str) -> None:
        """Choose a radio of the profile, which is open."""
        await self.page.get_by_role("radio", name=choice, exact=True).click()
        await expect(self.page.get_by_role("radio", name=choice, exact=True)).to_be_checked()

    async def prefer_zone(self, zone: str) -> None:
        """Choose a time zone in the profile, which is open."""
        await self.page.get_by_role("combobox", name="Time zone").fill(zone)
        await self.page.get_by_role("option", name=zone, exact=True).click()
        await expect(self.page.get_by_text(f"Times are in {zone}")).to_be_visible()

    async def choose(self, item: str) -> None:
        """Open the room's menu and choose."""
        await self.page.get_by_role("button", name="Room menu").click()
        await self.page.get_by_role("menuitem", name=item).click()

    # Saying and reading

    @property
    def composer(self) -> Locator:
        return self.page.get_by_role("textbox", name="Message", exact=True)

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log", name="Messages")

    @property
    def rows(self) -> Locator:
        return self.log.get_by_role("article")

    @property
    def typing_line(self) -> Locator:
        return self.page.get_by_role("status", name="Typing")

    def row(self, text: str) -> Locator:
        return self.rows.filter(has_text=text)

    async def send(self, text: str) -> None:
        """Write a message and send it."""
        await self.composer.fill(text)
        await self.composer.press("Enter")
        await expect(self.composer).to_have_value("")

    async def type_on(self, keys: str, *, seconds_a_key: float = 0.04) -> None:
        """Press key after key at a steady pace; a newline is Enter."""
        await self.page.keyboard.type(keys, delay=seconds_a_key * 1_000)

    async def sees(self, text: str) -> None:
        await expect(self.row(text)).to_have_count(1)

    async def messages(self) -> list[str]:
        """What is said in the rows, from the top."""
        return await self.log.locator(".message-body").all_inner_texts()

    async def sees_online(self, *names: str, timeout_seconds: float = 5.0) -> None:
        await expect(self._people("Online")).to_have_text([*names], timeout=timeout_seconds * 1_000)

    async def sees_offline(self, *names: str, timeout_seconds: float = 5.0) -> None:
        await expect(self._people("Offline")).to_have_text([*names], timeout=timeout_seconds * 1_000)

    def _people(self, title: str) -> Locator:
        return self.page.get_by_role("list", name=title, include_hidden=True).locator(".badge-name")

    # Comparing

    async def compare_with_fresh_view(self) -> None:
        """Open the same address once more: both views must come to show the same."""
        path = urlsplit(self.page.url).path
        if self.page.is_closed() or not (path == "/" or path.startswith("/rooms/")):
            return
        fresh = await self.context.new_page()
        await fresh.goto(self.page.url, wait_until="commit")
        await expect(fresh.locator(".cards, [role=log], .not-here").first).to_be_attached()
        difference = ""

        async def is_the_same() -> bool:
            nonlocal difference
            difference = different(await view_of(self.page), await view_of(fresh))
            return not difference

        await eventually(is_the_same, seconds=CONVERGE_SECONDS, instead=lambda: f"{self.name} at {path}: {difference}")
        await fresh.close()


async def _submit(context: BrowserContext, path: str, origin: str, **typed: str) -> None:
    answer = await context.request.post(path, form={**typed}, headers={"Origin": origin}, max_redirects=0)
    assert answer.status == 303, await answer.text()
