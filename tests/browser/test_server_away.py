"""What one types while the server is away: it is there when the server is, though the page has to be loaded anew."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import expect

from tests.browser.kept import Kept
from tests.browser.people import SignUp, Visitor
from tests.eventually import eventually
from tests.server import Server

BACK_MILLISECONDS = 30_000  # Socket.IO waits up to 5 s before it tries again, and the server has to start


@pytest.fixture
def server(own_server: Server) -> Server:
    return own_server


@asynccontextmanager
async def away(server: Server, *visitors: Visitor) -> AsyncIterator[None]:
    """The server is killed before the block and starts again after it; all pages are loaded anew."""
    await server.kill()
    for visitor in visitors:
        await expect(visitor.page.locator("#popup")).to_have_attribute("aria-hidden", "false")
    yield
    await started_again(server, *visitors)


async def started_again(server: Server, *visitors: Visitor) -> None:
    loaded: list[str] = []
    for visitor in visitors:
        visitor.page.once("load", lambda page: loaded.append(page.url))
    await server.start()
    await eventually(lambda: len(loaded) == len(visitors), seconds=BACK_MILLISECONDS / 1_000)


async def test_what_two_people_type_while_the_server_is_dead_is_in_their_fields_afterwards(
    sign_up: SignUp, own_server: Server
) -> None:
    alice, bob, kept = await sign_up("alice"), await sign_up("bob"), Kept(own_server)
    slug = await alice.make_room("Reef")
    await bob.join(slug)
    await alice.composer.press_sequentially("half")

    async with away(own_server, alice, bob):
        await alice.composer.press_sequentially(" a sentence")
        await bob.composer.press_sequentially("another")

    await expect(alice.composer).to_have_value("half a sentence")
    await expect(bob.composer).to_have_value("another")
    await eventually(lambda: sorted(kept.drafts) == ["another", "half a sentence"])
    await alice.composer.press("Enter")
    await bob.sees("half a sentence")
    assert "Traceback" not in own_server.output


async def test_over_a_restart_in_order_as_well_and_in_the_room_that_one_had_walked_to(
    sign_up: SignUp, own_server: Server
) -> None:
    alice = await sign_up("alice")
    await alice.make_room("Reef")
    await alice.new_room("Quay")
    await alice.walk_to("Reef")
    await alice.composer.press_sequentially("for the reef")
    await alice.walk_to("Quay")

    await own_server.stop()
    await alice.composer.press_sequentially("for the quay")
    await started_again(own_server, alice)

    await expect(alice.composer).to_have_value("for the quay")
    await alice.walk_to("Reef")
    await expect(alice.composer).to_have_value("for the reef")


async def test_what_one_answers_and_what_one_makes_of_a_message_is_there_as_well(
    sign_up: SignUp, own_server: Server
) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    slug = await alice.make_room("Reef")
    await bob.join(slug)
    await alice.send("who comes?")
    await bob.sees("who comes?")
    await bob.rows.hover()
    await bob.rows.get_by_role("button", name="Reply").click()
    await bob.composer.press_sequentially("I")
    await alice.composer.press("ArrowUp")
    await expect(alice.composer).to_have_value("who comes?")

    async with away(own_server, alice, bob):
        await bob.composer.press_sequentially(" do")
        await alice.composer.press_sequentially(" And when?")

    await expect(bob.page.get_by_role("note", name="Reply to alice")).to_contain_text("who comes?")
    await expect(bob.composer).to_have_value("I do")
    await expect(alice.page.get_by_role("note", name="Editing your message")).to_be_visible()
    await expect(alice.composer).to_have_value("who comes? And when?")
    await bob.composer.press("Enter")
    await alice.composer.press("Enter")
    await expect(bob.row("I do").locator(".message-quote")).to_contain_text("who comes? And when?")
    await expect(alice.composer).to_have_value("")


async def test_enter_pressed_while_the_server_is_dead_sends_nothing_and_loses_nothing(
    sign_up: SignUp, own_server: Server
) -> None:
    alice, kept = await sign_up("alice"), Kept(own_server)
    await alice.make_room("Reef")
    await alice.send("sent before")
    await alice.sees("sent before")
    await expect(alice.composer).to_have_value("")

    async with away(own_server, alice):
        await alice.type_on("one\ntwo\nthree")

    await expect(alice.composer).to_have_value("one\ntwo\nthree")
    assert kept.messages == ["sent before"]
    await alice.composer.press("Enter")
    await alice.sees("three")
    assert kept.messages == ["sent before", "one\ntwo\nthree"]
