"""The process that looks for words in code: it answers, or is ended."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from livechat.chat import Chat
from livechat.markup.highlighting.blocks import CodeBlock
from livechat.services.rooms import highlighter
from livechat.services.rooms.highlighter import MAX_WAITING, Highlighter
from tests.eventually import eventually
from tests.people import person, room, say

CODE: list[CodeBlock] = [("python", "x = 1")]
ENDLESS: list[CodeBlock] = [("xquery", "a" * 20_000)]  # its patterns take most of a minute


@pytest.fixture
async def here() -> AsyncIterator[Highlighter]:
    service = Highlighter(timeout_seconds=30.0)  # on a busy machine it may take longer than people wait
    yield service
    await service.close()


def pid_of(service: Highlighter) -> int:
    assert service._process is not None
    return service._process.pid


async def until_gone(pid: int) -> None:
    def is_gone() -> bool:
        with suppress(ProcessLookupError):
            os.kill(pid, 0)
            return False
        return True

    await eventually(is_gone, seconds=30.0)


async def test_it_finds_words_and_uses_one_process(here: Highlighter) -> None:
    first, second = await here.pieces(CODE), await here.pieces([*CODE, ("sh", "ls")])

    pid = pid_of(here)
    third = await here.pieces(CODE)

    assert [tuple(piece) for piece in first[0]][-1] == ("m", "1")
    assert len(second) == 2
    assert third == first
    assert pid_of(here) == pid


async def test_what_takes_too_long_is_ended_while_others_go_on(here: Highlighter) -> None:
    await here.pieces(CODE)
    here._timeout_seconds = 0.5
    pid = pid_of(here)
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0)
            ticks += 1

    ticking = asyncio.create_task(tick())
    assert await here.pieces(ENDLESS) == []
    ticking.cancel()

    await until_gone(pid)
    here._timeout_seconds = 30.0
    assert ticks > 100
    assert await here.pieces(CODE)


async def test_who_no_longer_asks_leaves_no_answer_to_the_next(here: Highlighter) -> None:
    await here.pieces(CODE)
    asking = asyncio.create_task(here.pieces(ENDLESS))
    await asyncio.sleep(0)
    asking.cancel()
    with suppress(asyncio.CancelledError):
        await asking

    assert await here.pieces([("sh", "ls")]) != []
    assert (await here.pieces(CODE))[0][0][1].startswith("x")


async def test_a_process_that_was_killed_is_started_again(here: Highlighter) -> None:
    await here.pieces(CODE)
    pid = pid_of(here)
    os.kill(pid, signal.SIGKILL)
    await until_gone(pid)

    answers = [await here.pieces(CODE) for _ in range(2)]

    assert answers[-1]


async def test_where_no_process_can_be_had_code_is_plain(here: Highlighter, monkeypatch: pytest.MonkeyPatch) -> None:
    for worker in (("/nowhere/python",), (sys.executable, "-c", "print('no JSON')"), (sys.executable, "-c", "")):
        monkeypatch.setattr(highlighter, "WORKER", worker)
        assert await here.pieces(CODE) == []


async def test_those_who_wait_are_bounded(here: Highlighter) -> None:
    answers = await asyncio.gather(*(here.pieces(CODE) for _ in range(MAX_WAITING + 5)))

    assert [bool(answer) for answer in answers] == [True] * MAX_WAITING + [False] * 5


async def test_it_ends_with_what_it_reads(here: Highlighter) -> None:
    """A server that is killed closes its end."""
    await here.pieces(CODE)
    process, pid = here._process, pid_of(here)
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()

    await until_gone(pid)


async def test_code_is_stored_in_colours_and_shown_so_to_all(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)

    message = await say(chat, alice, harbour, "```python\nx = 1\n```\n`y = 2`")

    assert '<span class="m">1</span>' in message.html
    assert await chat.messages.list_page(alice.id, harbour.id) == [message]
