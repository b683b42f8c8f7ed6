"""Two people at their browsers who have never been here: they sign up, make a room, join and talk."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, Page, sync_playwright

Note = Callable[[str], None]


def two_people_chat(origin: str, browser: str, note: Note) -> None:
    """Let them go all the way and note each step; raises TimeoutError of Playwright where the way is barred."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        alice = sign_up(chromium, origin, "Alice")
        note("alice has signed up")
        make_room(alice, "Kitchen")
        note("alice has made a room")
        bob = sign_up(chromium, origin, "Bob")
        note("bob has signed up")
        join(bob, "Kitchen")
        note("bob has joined")
        say(alice, "Soup or salad?")
        see(bob, "Soup or salad?")
        note("the first message is on the second screen")
        say(bob, "Soup, please.")
        see(alice, "Soup, please.")
        note("the answer is on the first screen")
        chromium.close()


def sign_up(browser: Browser, origin: str, name: str) -> Page:
    """Make an account."""
    page = browser.new_context().new_page()
    page.goto(f"{origin}/register")
    page.get_by_label("Email", exact=True).fill(f"{name.lower()}@example.org")
    page.get_by_label("Display name", exact=True).fill(name)
    page.get_by_label("Password", exact=True).fill(f"{name} likes long passwords")
    page.get_by_role("button", name="Create account", exact=True).click()
    page.get_by_role("button", name="Account", exact=True).wait_for()
    return page


def make_room(page: Page, name: str) -> None:
    """Make a public room and land in it."""
    page.get_by_role("button", name="New room", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name", exact=True).fill(name)
    dialog.get_by_role("button", name="Create room", exact=True).click()
    page.get_by_role("textbox", name="Message", exact=True).wait_for()


def join(page: Page, room: str) -> None:
    """Join a room in the lobby and open it."""
    card = page.get_by_role("article", name=room, exact=True)
    card.get_by_role("button", name="Join", exact=True).click()
    card.get_by_role("link", name=room, exact=True).click()
    page.get_by_role("textbox", name="Message", exact=True).wait_for()


def say(page: Page, text: str) -> None:
    """Write a message and send it."""
    page.get_by_role("textbox", name="Message", exact=True).fill(text)
    page.get_by_role("button", name="Send", exact=True).click()


def see(page: Page, text: str) -> None:
    """Wait for a message."""
    page.get_by_role("log", name="Messages", exact=True).get_by_role("article").filter(has_text=text).wait_for()
