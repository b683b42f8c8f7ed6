"""The date above the rows."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from livechat.components.message.day_mark import day_mark_element
from tests.components.markup import read
from tests.components.message.test_bubble import NOON, message

BERLIN = ZoneInfo("Europe/Berlin")
EVENING = message(at=NOON.replace(hour=23, minute=30))


def text_of(mark: dict[str, Any] | None) -> str:
    assert mark is not None
    return read(mark["props"]["innerHTML"]).text


def test_the_first_message_of_a_day_stands_under_its_day() -> None:
    mark = day_mark_element(message(at=NOON + timedelta(days=1)), EVENING, UTC, begins_block=False)

    assert text_of(mark) == "Wednesday, 25 November 2026"
    assert mark == day_mark_element(message(at=NOON + timedelta(days=1)), EVENING, UTC, begins_block=True)


def test_within_a_day_there_is_none() -> None:
    assert day_mark_element(EVENING, message(at=NOON), UTC, begins_block=False) is None


def test_a_block_that_begins_within_a_day_has_one_that_is_not_read_out() -> None:
    mark = day_mark_element(EVENING, message(at=NOON), UTC, begins_block=True)

    assert text_of(mark) == "Tuesday, 24 November 2026"
    assert mark is not None
    assert mark["props"]["aria-hidden"] == "true"
    assert "day-goes-on" in mark["class"]


def test_the_day_ends_at_the_readers_midnight() -> None:
    after = message(at=datetime(2026, 11, 24, 23, 45, tzinfo=UTC))

    assert day_mark_element(after, EVENING, UTC, begins_block=False) is None
    assert day_mark_element(EVENING, message(at=NOON), BERLIN, begins_block=False) is not None
    assert day_mark_element(after, EVENING, BERLIN, begins_block=False) is None
