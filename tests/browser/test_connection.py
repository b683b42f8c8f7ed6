"""Broken lines, restarts and crashes, as people at their pages live through them."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import expect

from tests.browser.delay_proxy import DelayProxy
from tests.browser.kept import Kept
from tests.browser.killing import MOMENTS, press_enter_and_kill
from tests.browser.people import SignUp, Visitor
from tests.browser.test_history import posting
from tests.server import Server

BACK_MILLISECONDS = 30_000  # Socket.IO waits up to 5 s before it tries again, and the server has to start
CUTS = 5


@pytest.fixture
def server(own_server: Server) -> Server:
    return own_server


@asynccontextmanager
async def reloaded(visitor: Visitor) -> AsyncIterator[None]:
    """The page loads itself again because of what is done in the block."""
    async with visitor.page.expect_event("load", timeout=BACK_MILLISECONDS):
        yield


async def test_a_socket_cut_in_mid_traffic_misses_nothing(line: DelayProxy, sign_up: SignUp) -> None:
    bob, alice = await sign_up("bob"), await sign_up("alice", origin=line.origin)
    slug = await bob.make_room("Reef")
    await alice.open_room(slug)
    loads: list[str] = []
    alice.page.on("load", lambda page: loads.append(page.url))

    async with posting(bob, "wave") as posted:
        for _ in range(CUTS):
            async with alice.page.expect_event("websocket", timeout=BACK_MILLISECONDS):
                line.cut()
            await expect(bob.row(f"wave {len(posted) + 2}")).to_have_count(1)

    await bob.send("last wave")
    await bob.sees("last wave")
    await expect(alice.row("last wave")).to_have_count(1, timeout=BACK_MILLISECONDS)
    assert await alice.messages() == await bob.messages()
    assert not loads


async def test_a_restart_loses_no_half_typed_text(sign_up: SignUp, own_server: Server) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    slug = await alice.make_room("Reef")
    await bob.join(slug)
    await bob.send("before")
    await alice.composer.press_sequentially("half a sent", delay=20)

    async with reloaded(alice), reloaded(bob):
        await own_server.restart()

    await alice.sees("before")
    await expect(alice.composer).to_have_value("half a sent")
    await alice.composer.press_sequentially("ence")
    await alice.composer.press("Enter")
    await bob.sees("half a sentence")


async def test_after_a_crash_everybody_is_where_they_were(sign_up: SignUp, own_server: Server) -> None:
    alice, bob, carol = [await sign_up(name) for name in ("alice", "bob", "carol")]
    slug = await alice.make_room("Reef")
    await bob.join(slug)
    await carol.open_lobby()
    await alice.sees_online("alice", "bob")

    async with reloaded(alice), reloaded(bob), reloaded(carol):
        await own_server.kill()
        await own_server.start()

    await alice.sees_online("alice", "bob")
    await alice.sees_offline()
    await bob.sees_online("alice", "bob")
    await expect(carol.page.get_by_role("article", name="Reef")).to_contain_text("2 members · 2 online")
    await bob.send("still here")
    await alice.sees("still here")


async def test_a_text_sent_while_the_server_is_killed_stands_in_one_place(sign_up: SignUp, own_server: Server) -> None:
    alice, kept = await sign_up("alice"), Kept(own_server)
    slug = await alice.make_room("Reef")

    for moment in MOMENTS:
        text = f"sent at the wrong moment: {moment}"
        await alice.composer.press_sequentially(text)
        await kept.until_drafted(text)
        await press_enter_and_kill(alice, own_server, kept, moment)

        in_history, in_draft = kept.messages.count(text), kept.drafts.count(text)
        assert in_history + in_draft == 1
        await alice.page.goto("about:blank")  # or it would come back by itself at the same moment
        await own_server.start()
        await alice.open_room(slug)
        await expect(alice.composer).to_have_value(text if in_draft else "")
        if in_draft:
            await alice.composer.press("Enter")
        await alice.sees(text)
        await expect(alice.composer).to_have_value("")

    assert kept.messages == [f"sent at the wrong moment: {moment}" for moment in MOMENTS]


async def test_a_signal_ends_the_server_in_order_while_pages_are_open(sign_up: SignUp, own_server: Server) -> None:
    alice, bob = await sign_up("alice"), await sign_up("bob")
    slug = await alice.make_room("Reef")
    await bob.join(slug)
    await alice.send("hello")
    await bob.sees("hello")
    began = time.monotonic()

    code = await own_server.stop()

    assert code == 0
    assert time.monotonic() - began <= 5
    assert "Traceback" not in own_server.output
    await expect(alice.page.locator("#popup")).to_have_attribute("aria-hidden", "false")
    assert await alice.messages() == ["hello"]
