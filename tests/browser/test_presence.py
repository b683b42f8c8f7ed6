"""Who is here and who is typing, as the others see it."""

import asyncio
import re
import subprocess
import time
from collections.abc import AsyncIterator
from pathlib import Path

from playwright.async_api import Browser, Playwright, expect

from tests.browser.conftest import ARGUMENTS, loop_fixture
from tests.browser.people import SignUp, Visitor
from tests.eventually import eventually
from tests.server import Server

AT_ONCE_SECONDS = 1.0
TAB_CLOSED_SECONDS = 5.0
PORT_SECONDS = 20.0

# Notes every state of the list "Online" in which somebody is missing who was there at first.
WATCH_ONLINE = """names => {
    window.missing = [];
    const look = () => {
        const shown = [...document.querySelectorAll("ul[aria-label=Online] .badge-name")].map(name => name.innerText);
        window.missing.push(...names.filter(name => !shown.includes(name)));
    };
    new MutationObserver(look).observe(document.body, {childList: true, subtree: true, characterData: true});
}"""


class Killable:
    """A browser in a process of ours, so that it can be killed."""

    def __init__(self, path: str, folder: Path) -> None:
        self._folder = folder
        arguments = [path, "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={folder}", *ARGUMENTS]
        self._process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    async def address(self) -> str:
        """Where it is spoken to; it writes its port down when it is ready."""
        await eventually(lambda: self._port_file() != "", seconds=PORT_SECONDS)
        return f"http://127.0.0.1:{self._port_file().split()[0]}"

    def _port_file(self) -> str:
        path = self._folder / "DevToolsActivePort"
        return path.read_text() if path.exists() else ""

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


@loop_fixture
async def killable(chromium_path: str, tmp_path: Path) -> AsyncIterator[Killable]:
    browser = Killable(chromium_path, tmp_path / "browser")
    yield browser
    browser.kill()


async def two_in_a_room(sign_up: SignUp, name: str) -> tuple[Visitor, Visitor, str]:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    slug = await alice.make_room(name)
    await bob.join(slug)
    await alice.sees_online("alice", "bob")
    return alice, bob, slug


async def test_a_button_of_the_header_keeps_the_focus_while_people_come(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    slug = await alice.make_room("Signal mast")
    people = alice.page.locator(".room-heading").get_by_role("button", name="People")
    await people.focus()

    await bob.join(slug)

    await expect(alice.page.locator(".room-counts")).to_have_text("2 members · 2 online")
    await expect(people).to_be_focused()


async def test_who_goes_to_another_room_is_gone_at_once(sign_up: SignUp) -> None:
    alice, bob, _ = await two_in_a_room(sign_up, "Presence one")
    await bob.new_room("Elsewhere")

    await alice.sees_online("alice", timeout_seconds=AT_ONCE_SECONDS)
    await alice.sees_offline("bob", timeout_seconds=AT_ONCE_SECONDS)
    await bob.walk_to("Presence one")
    await alice.sees_online("alice", "bob", timeout_seconds=AT_ONCE_SECONDS)


async def test_who_signs_out_is_gone_at_once(sign_up: SignUp) -> None:
    alice, bob, _ = await two_in_a_room(sign_up, "Presence two")

    await bob.page.get_by_role("button", name="Account").click()
    await bob.page.get_by_role("menuitem", name="Log out").click()
    await expect(bob.page.get_by_role("button", name="Log in")).to_be_visible()

    await alice.sees_online("alice", timeout_seconds=AT_ONCE_SECONDS)


async def test_several_tabs_count_once_and_who_closes_the_last_is_gone_soon(sign_up: SignUp) -> None:
    alice, bob, slug = await two_in_a_room(sign_up, "Presence three")
    second = await bob.new_tab()
    await second.open_room(slug)
    carol = await sign_up("carol")
    await carol.open_room(slug)
    await alice.sees_online("alice", "bob", "carol")

    await second.page.close()
    await carol.page.close()
    await alice.sees_online("alice", "bob", timeout_seconds=TAB_CLOSED_SECONDS)
    await bob.page.close()
    await alice.sees_online("alice", timeout_seconds=TAB_CLOSED_SECONDS)


async def test_a_reload_does_not_flicker(sign_up: SignUp) -> None:
    alice, bob, _ = await two_in_a_room(sign_up, "Presence four")
    await alice.page.evaluate(WATCH_ONLINE, ["alice", "bob"])

    for _ in range(2):
        await bob.page.reload()
        await expect(bob.log).to_be_attached()
    carol = await sign_up("carol")
    await carol.open_room(bob.page.url.rpartition("/")[2])
    await alice.sees_online("alice", "bob", "carol")

    assert await alice.page.evaluate("window.missing") == []


async def test_a_killed_browser_is_gone_soon(
    sign_up: SignUp, killable: Killable, playwright: Playwright, server: Server
) -> None:
    alice, _, slug = await two_in_a_room(sign_up, "Presence five")
    browser: Browser = await playwright.chromium.connect_over_cdp(await killable.address())
    carol = await Visitor.signed_up(browser, server.origin, "carol")
    await carol.open_room(slug)
    await alice.sees_online("alice", "bob", "carol")

    killable.kill()

    await alice.sees_online("alice", "bob", timeout_seconds=TAB_CLOSED_SECONDS)


async def test_typing_is_seen_by_the_others_and_gone_two_seconds_after_the_last_key(sign_up: SignUp) -> None:
    alice, bob, _ = await two_in_a_room(sign_up, "Typing one")

    await bob.composer.press_sequentially("half a sent", delay=30)
    last_key = time.monotonic()
    await expect(alice.typing_line).to_have_text("bob is typing…", timeout=AT_ONCE_SECONDS * 1_000)
    assert await bob.typing_line.inner_text() == ""
    await expect(alice.typing_line).to_have_text("")

    assert 1.5 <= time.monotonic() - last_key <= 2.0 + AT_ONCE_SECONDS


async def test_typing_ends_at_once_when_the_message_is_sent(sign_up: SignUp) -> None:
    alice, bob, _ = await two_in_a_room(sign_up, "Typing two")
    await bob.composer.press_sequentially("whole sentence", delay=30)
    await expect(alice.typing_line).to_have_text("bob is typing…")

    await bob.composer.press("Enter")
    await alice.sees("whole sentence")

    await expect(alice.typing_line).to_have_text("", timeout=AT_ONCE_SECONDS * 1_000)


async def test_two_who_type_read_of_each_other_only(sign_up: SignUp) -> None:
    alice, bob, slug = await two_in_a_room(sign_up, "Typing three")
    carol = await sign_up("carol")
    await carol.open_room(slug)

    async def think_aloud(visitor: Visitor) -> None:
        await visitor.composer.press_sequentially("thinking aloud about it", delay=60)

    await asyncio.gather(
        think_aloud(alice),
        think_aloud(bob),
        expect(alice.typing_line).to_have_text("bob is typing…"),
        expect(bob.typing_line).to_have_text("alice is typing…"),
        expect(carol.typing_line).to_have_text(re.compile("(alice and bob|bob and alice) are typing…")),
    )


async def test_who_leaves_the_room_is_no_longer_typing(sign_up: SignUp) -> None:
    alice, bob, _ = await two_in_a_room(sign_up, "Typing four")
    await bob.composer.press_sequentially("half a sent", delay=30)
    await expect(alice.typing_line).to_have_text("bob is typing…")

    await bob.page.get_by_role("link", name="All rooms").click()
    await expect(bob.page.locator(".cards")).to_be_attached()

    await expect(alice.typing_line).to_have_text("", timeout=AT_ONCE_SECONDS * 1_000)
