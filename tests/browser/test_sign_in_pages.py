"""The way back in for somebody who has forgotten the password, on a phone and by keyboard alone."""

import re
from typing import Literal

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, ViewportSize, expect

from tests.browser.keyboard import fill_in, tab_to
from tests.people import PASSWORD
from tests.server import Server

Scheme = Literal["light", "dark"]

PHONE: ViewportSize = {"width": 375, "height": 667}
NEW_PASSWORD = "a brand new secret"


async def phone_of(chromium: Browser) -> Page:
    """A phone of its own, with its own cookies."""
    return await (await chromium.new_context(viewport=PHONE)).new_page()


async def test_from_a_wrong_password_to_ending_another_session(chromium: Browser, own_server: Server) -> None:
    bob, alice, desk = [await phone_of(chromium) for _ in range(3)]
    setup_link = re.search(r"http://\S+/setup/\S+", own_server.output)
    assert setup_link is not None
    await bob.goto(setup_link[0])
    await fill_in(bob, Email="bob@example.org", Display_name="Bob", Password=PASSWORD)
    await bob.wait_for_url(f"{own_server.origin}/")
    await desk.goto(f"{own_server.origin}/register")
    await fill_in(desk, Email="alice@example.org", Display_name="Alice", Password=PASSWORD)
    await desk.wait_for_url(f"{own_server.origin}/")

    await alice.goto(f"{own_server.origin}/login")
    await fill_in(alice, Email="alice@example.org", Password="forgotten")
    await expect(alice.get_by_role("alert")).to_have_text("Email or password is wrong.")

    await bob.goto(f"{own_server.origin}/admin")
    await tab_to(bob.get_by_role("button", name="Sign-in link Alice", exact=True))
    await bob.keyboard.press("Enter")
    link = await bob.get_by_label("Sign-in link", exact=True).input_value()

    await alice.goto(link)
    await fill_in(alice, New_password=NEW_PASSWORD)
    await alice.wait_for_url(f"{own_server.origin}/")
    await expect(desk.get_by_text("The password was changed")).to_be_visible(timeout=1_000)

    await fill_in(desk, Email="alice@example.org", Password=NEW_PASSWORD)
    await desk.wait_for_url(f"{own_server.origin}/")
    await expect(desk.get_by_role("button", name="New room")).to_be_visible()

    await alice.goto(f"{own_server.origin}/profile/security")
    await tab_to(alice.get_by_role("button", name="End Chrome on Linux"))
    await alice.keyboard.press("Enter")
    await expect(desk.get_by_text("You were signed out. Please log in again.")).to_be_visible(timeout=1_000)
    await expect(desk.get_by_role("button", name="Log in")).to_be_visible()


async def test_a_page_that_missed_its_end_finds_the_sign_in_page_and_stays_there(
    chromium: Browser, own_server: Server
) -> None:
    carol = await phone_of(chromium)
    await carol.goto(f"{own_server.origin}/register")
    await fill_in(carol, Email="carol@example.org", Display_name="Carol", Password=PASSWORD)
    await expect(carol.get_by_role("button", name="New room")).to_be_visible()
    await carol.wait_for_load_state("load")
    loads: list[str] = []
    carol.on("load", lambda page: loads.append(page.url))

    session = next(cookie for cookie in await carol.context.cookies() if "session" in str(cookie.get("name")))
    await carol.context.add_cookies([{"name": session["name"], "value": "A" * 43, "url": own_server.origin}])
    await carol.evaluate("window.socket.io.engine.transport.ws.close()")

    await expect(carol.get_by_text("You were signed out.")).to_be_visible(timeout=10_000)
    await expect(carol.get_by_role("button", name="Log in")).to_be_visible()
    assert len(loads) == 1, loads
    await expect(carol.locator("script, meta[http-equiv]")).to_have_count(0)  # nothing there could load it again


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/login", "/register", "/login?ended=password", "/sign-in/spent"])
async def test_a_login_page_is_one_accessible_screen(
    chromium: Browser, server: Server, path: str, scheme: Scheme
) -> None:
    context = await chromium.new_context(viewport=PHONE, color_scheme=scheme)
    page = await context.new_page()
    await page.goto(f"{server.origin}{path}")

    found = await Axe().run(page)

    assert found.violations_count == 0, found.generate_report()
    assert await page.evaluate("document.documentElement.scrollHeight") <= PHONE["height"]
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_pages_of_accounts_are_accessible(chromium: Browser, own_server: Server, scheme: Scheme) -> None:
    context = await chromium.new_context(viewport=PHONE, color_scheme=scheme)
    page = await context.new_page()
    setup_link = re.search(r"http://\S+/setup/\S+", own_server.output)
    assert setup_link is not None
    await page.goto(setup_link[0])
    await fill_in(page, Email="bob@example.org", Display_name="Bob " + "b" * 46, Password=PASSWORD)
    await page.wait_for_url(f"{own_server.origin}/")

    for path in ("/profile/security", "/admin"):
        await page.goto(f"{own_server.origin}{path}")
        found = await Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    await page.get_by_role("button", name="Sign-in link").click()
    await expect(page.get_by_label("Sign-in link", exact=True)).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    found = await Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
