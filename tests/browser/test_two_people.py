"""Two people in two browsers, as on the first day."""

from urllib.parse import urlsplit

from playwright.async_api import Browser, WebSocket, expect

from tests.browser.keyboard import fill_in
from tests.browser.people import SignUp, Visitor
from tests.people import PASSWORD
from tests.server import Server


async def test_two_people_sign_up_and_chat_and_nothing_leaves_the_server(chromium: Browser, server: Server) -> None:
    asked: set[str] = set()
    alice, bob = [await watched(chromium, server, name, asked) for name in ("alice", "bob")]

    await alice.make_room("Harbour office")
    await bob.page.get_by_role("article", name="Harbour office").get_by_role("button", name="Join").click()
    await bob.page.get_by_role("article", name="Harbour office").get_by_role("link").click()
    await alice.send("Hello bob")
    await bob.sees("Hello bob")
    await bob.send("Hello alice")
    await alice.sees("Hello alice")

    assert await alice.messages() == await bob.messages() == ["Hello bob", "Hello alice"]
    assert asked == {f"127.0.0.1:{server.port}"}
    for visitor in (alice, bob):
        await visitor.compare_with_fresh_view()
        await visitor.context.close()


async def watched(chromium: Browser, server: Server, name: str, asked: set[str]) -> Visitor:
    """Somebody who signs up in a new browser; it is noted whom the browser asks."""
    context = await chromium.new_context(base_url=server.origin)
    context.on("request", lambda request: note(asked, request.url))
    page = await context.new_page()
    page.on("websocket", lambda socket: note_socket(asked, socket))
    await page.goto("/register")
    await fill_in(page, Email=f"{name}-of-two@example.org", Display_name=name, Password=PASSWORD)
    await expect(page.get_by_role("button", name="New room")).to_be_visible()
    return Visitor(name, context, page)


def note(asked: set[str], url: str) -> None:
    if urlsplit(url).scheme not in ("data", "blob"):
        asked.add(urlsplit(url).netloc)


def note_socket(asked: set[str], socket: WebSocket) -> None:
    note(asked, socket.url)


async def test_a_message_comes_once_and_in_order_for_both(sign_up: SignUp) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    slug = await alice.make_room("Chart room")
    await bob.join(slug)

    for number in range(5):
        await alice.send(f"alice {number}")
        await bob.send(f"bob {number}")

    said = [f"{name} {number}" for number in range(5) for name in ("alice", "bob")]
    await alice.sees("bob 4")
    await bob.sees("bob 4")
    assert await alice.messages() == await bob.messages() == said
