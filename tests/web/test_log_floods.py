import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from livechat.client_faults import LOGGER, MAX_CHARACTERS, note_client_fault
from livechat.web.log_floods import LINES_AT_FIRST, MAX_KINDS, SOURCES_PER_KIND, WATCHED, LogFloods
from tests.fakes import FakeClock, settle


class Lines(logging.Handler):
    """What an operator reads."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.shown.append(self.format(record))


@pytest.fixture
async def lines(clock: FakeClock) -> AsyncIterator[Lines]:
    lines = Lines()
    watching = asyncio.create_task(LogFloods(clock).run())
    await settle()
    for name in WATCHED:
        logging.getLogger(name).addHandler(lines)
    yield lines
    for name in WATCHED:
        logging.getLogger(name).removeHandler(lines)
    watching.cancel()
    await asyncio.wait([watching])
    assert not logging.getLogger(LOGGER).filters


def note(times: int, *, kind: str = "frame", source: str = "192.0.2.1") -> None:
    for _ in range(times):
        note_client_fault(kind, source, f"closed a socket of {source}: a binary frame")


async def test_ten_lines_are_shown_and_then_a_count_each_minute(lines: Lines, clock: FakeClock) -> None:
    note(LINES_AT_FIRST + 312)
    assert lines.shown == ["closed a socket of 192.0.2.1: a binary frame"] * LINES_AT_FIRST

    await clock.advance(60)
    assert lines.shown[LINES_AT_FIRST:] == [
        "… and 312 more like it in the last minute: closed a socket of 192.0.2.1: a binary frame"
    ]

    note(5_000)
    await clock.advance(60)
    assert len(lines.shown) == LINES_AT_FIRST + 2
    assert "… and 5000 more" in lines.shown[-1]


async def test_after_a_quiet_minute_each_line_is_shown_again(lines: Lines, clock: FakeClock) -> None:
    note(LINES_AT_FIRST + 1)
    await clock.advance(120)
    lines.shown.clear()

    note(1)

    assert len(lines.shown) == 1


async def test_one_who_floods_the_log_hides_nobody_elses_fault(lines: Lines) -> None:
    note(1_000)
    lines.shown.clear()

    note(1, source="192.0.2.2")
    note(1, kind="handshake")

    assert len(lines.shown) == 2


async def test_ten_thousand_sources_are_kept_and_shown_as_a_hundred(lines: Lines) -> None:
    for number in range(10_000):
        note(1, source=f"2001:db8::{number:x}")

    assert len(lines.shown) == SOURCES_PER_KIND + LINES_AT_FIRST


async def test_the_memory_of_kinds_is_bounded(lines: Lines) -> None:
    for number in range(5_000):
        note(1, kind=f"kind {number}")

    assert len(lines.shown) <= MAX_KINDS + 1 + LINES_AT_FIRST


@pytest.mark.parametrize("name", sorted(set(WATCHED) - {LOGGER}))
async def test_what_the_libraries_say_is_kept_short_whatever_a_client_makes_of_it(lines: Lines, name: str) -> None:
    for number in range(1_000):
        logging.getLogger(name).error(f"Invalid request number {number}")

    assert len(lines.shown) == LINES_AT_FIRST


async def test_one_bug_that_is_told_for_ever_hides_no_other(lines: Lines) -> None:
    def log_it(error: type[Exception]) -> None:
        try:
            raise error("here")
        except Exception:
            logging.getLogger("nicegui").exception("it failed")

    for _ in range(100):
        log_it(ValueError)
    lines.shown.clear()

    log_it(KeyError)

    assert len(lines.shown) == 1


async def test_what_came_from_outside_is_one_short_escaped_line(lines: Lines) -> None:
    note_client_fault("frame", "192.0.2.1", "oops\r\nERROR a forged line\x1b[31m" + "x" * 10_000)

    assert lines.shown[0].startswith("oops\\r\\nERROR a forged line\\x1b[31m")
    assert len(lines.shown[0]) <= MAX_CHARACTERS + 10
