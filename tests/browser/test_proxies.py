"""A browser behind nginx and Caddy: two people talk, and who sees a page that does nothing reads why."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.browser.conftest import loop_fixture
from tests.browser.people import SignUp, Visitor
from tests.eventually import eventually
from tests.people import PASSWORD
from tests.proxies import Certificate, Site, caddy, nginx
from tests.server import Server, free_port

pytestmark = pytest.mark.proxies

PUBLIC_PORT = free_port()


@pytest.fixture
def server_settings() -> dict[str, object]:
    return {"public_url": f"https://localhost:{PUBLIC_PORT}", "trusted_proxies": "127.0.0.1"}


@pytest.fixture
def server(own_server: Server, sites: dict[str, Site]) -> Server:
    return own_server


@loop_fixture
async def sites(own_server: Server, tmp_path: Path) -> AsyncIterator[dict[str, Site]]:
    certificate = Certificate(tmp_path)
    sites = {
        "nginx": Site(own_server.port, is_secure=True, port=PUBLIC_PORT),
        "caddy": Site(own_server.port, is_secure=True),
        "no upgrade": Site(own_server.port, without="Upgrade|Connection"),
    }
    with (
        nginx(tmp_path, certificate, sites["nginx"], sites["no upgrade"]),
        caddy(tmp_path, certificate, sites["caddy"]),
    ):
        for site in sites.values():
            await eventually(site.is_listening)
        yield sites


async def test_two_people_talk_through_different_proxies(sign_up: SignUp, sites: dict[str, Site]) -> None:
    alice = await sign_up("alice", origin=sites["nginx"].origin, ignore_https_errors=True)
    bob = await sign_up("bob", origin=sites["caddy"].origin, ignore_https_errors=True)

    slug = await alice.make_room("Harbour")
    await bob.join(slug)
    await alice.send("ahoy")
    await bob.sees("ahoy")

    for visitor in (alice, bob):
        await visitor.page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
        await expect(visitor.page.get_by_text("The connection to this chat does not come about")).to_be_hidden()


async def test_after_https_one_logs_in_over_http_on_the_same_name(
    chromium: Browser, own_server: Server, sites: dict[str, Site]
) -> None:
    context = await chromium.new_context(ignore_https_errors=True)
    page = await context.new_page()
    for site, path in (("nginx", "/register"), ("no upgrade", "/login")):
        await page.goto(f"{sites[site].origin}{path}")
        await page.get_by_label("Email").fill("carol@example.org")
        await page.get_by_label("Password").fill(PASSWORD)
        if path == "/register":
            await page.get_by_label("Display name").fill("Carol")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name="New room")).to_be_visible()
    await context.close()


async def test_without_upgrades_people_read_who_has_to_do_what(
    chromium: Browser, own_server: Server, sites: dict[str, Site]
) -> None:
    alice = await Visitor.signed_up(chromium, sites["no upgrade"].origin, "alice")
    notice = alice.page.get_by_role("alert").filter(has_text="has to let WebSockets through the proxy")
    await alice.page.goto("/")

    await expect(alice.page.get_by_role("button", name="New room")).to_be_visible()
    await expect(notice).to_be_hidden()
    await alice.page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
    await expect(notice).to_be_visible()
    assert "let the proxy pass the headers Upgrade and Connection" in own_server.output
    await alice.context.close()
