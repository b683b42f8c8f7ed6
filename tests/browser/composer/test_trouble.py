"""Writing in trouble: limits, texts too long, broken lines, a server that dies. Nothing typed is lost or sent twice."""

import random
import re

import pytest
from playwright.async_api import Locator, Page, WebSocket, expect

from tests.browser.delay_proxy import DelayProxy
from tests.browser.kept import Kept
from tests.browser.killing import MOMENTS, press_enter_and_kill
from tests.browser.people import Visitor
from tests.eventually import eventually
from tests.server import Server

BACK_SECONDS = 20.0  # Socket.IO waits up to 5 s before it tries again
LENGTH = "field => field.value.length"
AND_MORE = re.compile(r"three\n? and more")  # a new line where nobody can have seen yet that "three" was put back
ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"

pytestmark = pytest.mark.timeout(120)


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
        await alice.type_on("one\ntwo\nthree\n")

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
        await alice.type_on("one\ntwo\nthree\nfour")

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
        await alice.paste((unit * 20_000)[:20_000])
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
    await alice.paste("x" * 10_001)
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
        await alice.type_on(underway)
        line.cut()
        await alice.type_on(offline)
        typed += underway + offline
        await settled(alice, kept, typed)


async def test_a_line_that_falls_silent_before_it_breaks_loses_no_key(
    alice: Visitor, kept: Kept, line: DelayProxy
) -> None:
    await alice.type_on("before\nwhile ")
    line.is_silent = True
    await alice.type_on("silent\nand ")
    line.cut()
    line.is_silent = False
    await alice.type_on("after")

    await settled(alice, kept, "before\nwhile silent\nand after")


async def test_what_was_typed_last_into_a_dead_line_is_known_after_it_is_back(
    alice: Visitor, kept: Kept, line: DelayProxy
) -> None:
    await alice.type_on("heard")
    await settled(alice, kept, "heard")
    line.is_silent = True
    await alice.type_on(" unheard")
    line.cut()
    line.is_silent = False

    await settled(alice, kept, "heard unheard")
    await expect(alice.composer).to_have_value("heard unheard")


async def test_a_message_on_its_way_when_the_line_breaks_is_sent_once(
    alice: Visitor, kept: Kept, line: DelayProxy
) -> None:
    async def nothing_heard(_: str) -> None: ...

    async def field_cleared(_: str) -> None:
        await expect(alice.composer).to_have_value("")

    typed = ""
    for number, happens in enumerate((nothing_heard, kept.until_said, field_cleared, alice.sees)):
        line.delay_seconds = 0.1
        await alice.type_on(f"number {number}\n")
        await happens(f"number {number}")
        line.cut()
        line.delay_seconds = 0.0
        await alice.type_on("on\n")
        typed += f"number {number}on"
        await settled(alice, kept, typed)


async def settled(visitor: Visitor, kept: Kept, typing: str) -> None:
    """All keys are stored or in the field, in order, each once; an Enter that never arrived joins two texts."""
    keys = typing.replace("\n", "")
    shown = ""

    async def all_are_there() -> bool:
        nonlocal shown
        shown = await visitor.composer.input_value()
        found = "".join([*kept.messages, shown]).replace("\n", "")
        return found == keys and "".join(kept.drafts) == shown

    await eventually(all_are_there, seconds=BACK_SECONDS, instead=lambda: (keys, kept.messages, kept.drafts, shown))


# A server that dies


class TestWhenTheServerDies:
    @pytest.fixture
    def server(self, own_server: Server) -> Server:
        return own_server

    @pytest.mark.parametrize("moment", MOMENTS)
    async def test_a_text_in_mid_send_is_in_one_place(
        self, alice: Visitor, server: Server, kept: Kept, moment: str
    ) -> None:
        await alice.type_on("the text")
        await settled(alice, kept, "the text")
        await press_enter_and_kill(alice, server, kept, moment)

        in_draft = kept.drafts
        assert [*kept.messages, *in_draft] == ["the text"]
        async with alice.page.expect_event("load", timeout=BACK_SECONDS * 1_000):
            await server.start()
        await expect(alice.composer).to_have_value("".join(in_draft), timeout=BACK_SECONDS * 1_000)
        await alice.composer.press("Enter")
        await alice.sees("the text")
