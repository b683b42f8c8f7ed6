"""Writing in trouble: limits, texts too long, broken lines, a server that dies. Nothing typed is lost or sent twice."""

import asyncio
import random
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Locator, Page, WebSocket, expect

from tests.browser.conftest import loop_fixture
from tests.browser.delay_proxy import DelayProxy
from tests.browser.people import SignUp, Visitor
from tests.server import Server

BACK_SECONDS = 20.0  # Socket.IO waits up to 5 s before it tries again
LENGTH = "field => field.value.length"
AND_MORE = re.compile(r"three\n? and more")  # a new line where nobody can have seen yet that "three" was put back
ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"

pytestmark = pytest.mark.timeout(120)


@loop_fixture
async def line(server: Server) -> AsyncIterator[DelayProxy]:
    async with DelayProxy.before(server.port) as line:
        yield line


@loop_fixture
async def alice(line: DelayProxy, sign_up: SignUp) -> Visitor:
    """Alice in a room of her own, her cursor in the field, behind a line that may break."""
    alice = await sign_up("alice", origin=line.origin)
    await alice.make_room("Chart room")
    await alice.composer.click()
    return alice


class Kept:
    """What the database holds of a visitor's room."""

    def __init__(self, visitor: Visitor, server: Server) -> None:
        self._path = server.database
        self._slug = urlsplit(visitor.page.url).path.removeprefix("/rooms/")

    def _bodies(self, table: str) -> list[str]:
        query = f"SELECT body FROM {table} JOIN room ON room.id = room_id WHERE slug = ? ORDER BY {table}.rowid"
        with closing(sqlite3.connect(self._path)) as database:
            return [body for (body,) in database.execute(query, [self._slug])]

    @property
    def messages(self) -> list[str]:
        return self._bodies("message")

    @property
    def drafts(self) -> list[str]:
        return self._bodies("draft")


@pytest.fixture
def kept(alice: Visitor, server: Server) -> Kept:
    return Kept(alice, server)


async def type_on(page: Page, keys: str, seconds_a_key: float = 0.04) -> None:
    for key in keys:
        await page.keyboard.press("Enter" if key == "\n" else key)
        await asyncio.sleep(seconds_a_key)


async def paste(visitor: Visitor, text: str) -> None:
    await visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await visitor.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    await visitor.page.keyboard.press("Control+v")


def note(visitor: Visitor) -> Locator:
    return visitor.page.locator(".composer").get_by_role("alert")


class Sockets:
    """Counts the page's sockets as they open and close."""

    def __init__(self, page: Page) -> None:
        self.events = 0
        page.on("websocket", self._opened)

    def _opened(self, socket: WebSocket) -> None:
        self.events += 1
        socket.on("close", lambda _: self._closed())

    def _closed(self) -> None:
        self.events += 1


# Limits


class TestAtTheRateLimit:
    @pytest.fixture
    def server_settings(self) -> dict[str, object]:
        return {"message_burst": 2, "message_rate_per_second": 0.4}

    @pytest.fixture
    def server(self, own_server: Server) -> Server:
        return own_server

    async def test_the_text_stays_the_wait_is_shown_and_then_it_is_sent(self, alice: Visitor, kept: Kept) -> None:
        await type_on(alice.page, "one\ntwo\nthree\n")

        await expect(note(alice)).to_contain_text("Try again in")
        await expect(alice.composer).to_have_value("three")
        await alice.page.keyboard.press("Enter")
        await expect(alice.composer).to_have_value("three")
        await alice.page.keyboard.type(" and more")
        await alice.page.keyboard.press("Enter")
        await expect(alice.composer).to_have_value(AND_MORE)
        await expect(note(alice)).to_contain_text("Try again in")

        await expect(note(alice)).to_be_hidden()
        await alice.page.keyboard.press("Enter")
        await alice.sees("and more")
        await expect(alice.composer).to_have_value("")
        one, two, three = kept.messages
        assert (one, two) == ("one", "two")
        assert AND_MORE.fullmatch(three)

    async def test_typed_straight_on_over_a_slow_line_all_of_it_comes_back(
        self, alice: Visitor, kept: Kept, line: DelayProxy
    ) -> None:
        line.delay_seconds = 0.1
        await type_on(alice.page, "one\ntwo\nthree\nfour")

        await expect(alice.composer).to_have_value("three\nfour")
        await expect(note(alice)).to_be_hidden()
        await alice.page.keyboard.press("Enter")
        await expect(alice.composer).to_have_value("")
        await alice.sees("four")
        assert kept.messages == ["one", "two", "three\nfour"]


async def test_an_overlong_paste_is_cut_and_says_so_and_the_socket_stays(alice: Visitor) -> None:
    sockets = Sockets(alice.page)
    await alice.page.reload()
    await alice.send("the socket is there")
    before = sockets.events

    for number, unit in enumerate(("word ", 'say "\\"', "\n", "語", "👍", "\t<&>'"), 1):
        await paste(alice, (unit * 20_000)[:20_000])
        await expect(note(alice)).to_contain_text("16,000")
        assert await alice.composer.evaluate(LENGTH) == 16_000
        await alice.page.keyboard.press("Control+a")
        await alice.page.keyboard.type("short")
        await expect(note(alice)).to_be_hidden()
        await alice.page.keyboard.press("Enter")
        await expect(alice.row("short")).to_have_count(number)
        await expect(alice.composer).to_have_value("")

    assert sockets.events == before


async def test_a_text_over_ten_thousand_characters_is_not_sent_and_says_so(alice: Visitor, kept: Kept) -> None:
    await paste(alice, "x" * 10_001)
    await alice.page.keyboard.press("Enter")

    await expect(note(alice)).to_contain_text("at most 10,000 characters; this one has 10,001")
    assert await alice.composer.evaluate(LENGTH) == 10_001
    await alice.page.keyboard.press("Backspace")
    await expect(note(alice)).to_be_hidden()
    await alice.page.keyboard.press("Enter")
    await expect(alice.composer).to_have_value("")
    await alice.sees("x" * 10_000)
    assert kept.messages == ["x" * 10_000]


# Broken lines


async def test_a_line_that_breaks_again_and_again_loses_no_key(alice: Visitor, kept: Kept, line: DelayProxy) -> None:
    """Typed on through every break, until well after it. No break falls between a message and its clearing: see
    docs/decisions/keys-and-writes-cross.md for the one key that this may cost.
    """
    line.delay_seconds = 0.03
    chance = random.Random(7)
    typed = ""
    for _ in range(4):
        underway = "".join(chance.choices(ALPHABET, k=3))
        offline = "".join(chance.choice(ALPHABET) + "\n" * (chance.random() < 0.15) for _ in range(60))
        await type_on(alice.page, underway)
        line.cut()
        await type_on(alice.page, offline)
        typed += underway + offline
        await settled(alice, kept, typed)


async def test_a_line_that_falls_silent_before_it_breaks_loses_no_key(
    alice: Visitor, kept: Kept, line: DelayProxy
) -> None:
    await type_on(alice.page, "before\nwhile ")
    line.is_silent = True
    await type_on(alice.page, "silent\nand ")
    line.cut()
    line.is_silent = False
    await type_on(alice.page, "after")

    await settled(alice, kept, "before\nwhile silent\nand after")


async def test_what_was_typed_last_into_a_dead_line_is_known_after_it_is_back(
    alice: Visitor, kept: Kept, line: DelayProxy
) -> None:
    await type_on(alice.page, "heard")
    await settled(alice, kept, "heard")
    line.is_silent = True
    await type_on(alice.page, " unheard")
    line.cut()
    line.is_silent = False

    await settled(alice, kept, "heard unheard")
    await expect(alice.composer).to_have_value("heard unheard")


async def test_a_message_on_its_way_when_the_line_breaks_is_sent_once(
    alice: Visitor, kept: Kept, line: DelayProxy
) -> None:
    for number, seconds in enumerate((0.0, 0.1, 0.2, 0.3, 0.5)):
        line.delay_seconds = 0.1
        await type_on(alice.page, f"number {number}\n")
        await asyncio.sleep(seconds)
        line.cut()
        line.delay_seconds = 0.0
        await type_on(alice.page, "on\n")

    await settled(alice, kept, "".join(f"number {number}on" for number in range(5)))


async def settled(visitor: Visitor, kept: Kept, typing: str) -> None:
    """All keys are stored or in the field, in order, each once; an Enter that never arrived joins two texts."""
    keys = typing.replace("\n", "")
    deadline = asyncio.get_running_loop().time() + BACK_SECONDS
    while True:
        shown = await visitor.composer.input_value()
        found = "".join([*kept.messages, shown]).replace("\n", "")
        if found == keys and "".join(kept.drafts) == shown:
            return
        assert asyncio.get_running_loop().time() < deadline, (keys, kept.messages, kept.drafts, shown)
        await asyncio.sleep(0.1)


# A server that dies


class TestWhenTheServerDies:
    @pytest.fixture
    def server(self, own_server: Server) -> Server:
        return own_server

    @pytest.mark.parametrize("seconds", [0.0, 0.004, 0.012])
    async def test_a_text_in_mid_send_is_in_one_place(
        self, alice: Visitor, server: Server, kept: Kept, seconds: float
    ) -> None:
        await type_on(alice.page, "the text")
        await settled(alice, kept, "the text")
        await alice.page.keyboard.press("Enter")
        await asyncio.sleep(seconds)
        await server.kill()

        in_draft = kept.drafts
        assert [*kept.messages, *in_draft] == ["the text"]
        async with alice.page.expect_event("load", timeout=BACK_SECONDS * 1_000):
            await server.start()
        await expect(alice.composer).to_have_value("".join(in_draft), timeout=BACK_SECONDS * 1_000)
        await alice.composer.press("Enter")
        await alice.sees("the text")


# Two tabs


async def test_a_draft_open_in_two_tabs_is_sent_by_both_as_it_reads_in_each(alice: Visitor, kept: Kept) -> None:
    await type_on(alice.page, "plan")
    await settled(alice, kept, "plan")
    other = await alice.new_tab()
    await other.page.goto(alice.page.url)
    await expect(other.composer).to_have_value("plan")

    await type_on(alice.page, " A\n")
    await alice.sees("plan A")
    await other.composer.press("End")
    await type_on(other.page, " B\n")

    await alice.sees("plan B")
    assert kept.messages == ["plan A", "plan B"]


async def test_the_same_draft_sent_from_two_tabs_is_one_message(alice: Visitor, kept: Kept) -> None:
    await type_on(alice.page, "plan")
    await settled(alice, kept, "plan")
    other = await alice.new_tab()
    await other.page.goto(alice.page.url)
    await expect(other.composer).to_have_value("plan")

    await alice.composer.press("Enter")
    await alice.sees("plan")
    await other.composer.press("Enter")
    await expect(other.composer).to_have_value("")

    assert kept.messages == ["plan"]
