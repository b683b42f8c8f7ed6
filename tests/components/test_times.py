"""Moments as people read them, in their zone and by their clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from livechat.components.times import clock_time, day_of, full_time, last_activity, seconds_until_tomorrow
from tests.components.markup import read

BERLIN, KOLKATA, LOS_ANGELES = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kolkata"), ZoneInfo("America/Los_Angeles")


def both(moment: datetime, zone: ZoneInfo) -> list[str]:
    """By 24 and by 12 hours."""
    return [span.text for span in read(clock_time(moment, zone)).all("span")]


def utc(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC)  # type: ignore[arg-type,misc]  # year to minute


@pytest.mark.parametrize(
    ("hour", "shown"),
    [
        (0, ["00:05", "12:05 am"]),
        (9, ["09:05", "9:05 am"]),
        (12, ["12:05", "12:05 pm"]),
        (14, ["14:05", "2:05 pm"]),
        (23, ["23:05", "11:05 pm"]),
    ],
)
def test_both_clocks_are_written(hour: int, shown: list[str]) -> None:
    assert both(utc(2026, 11, 24, hour, 5), ZoneInfo("UTC")) == shown


def test_the_hour_that_comes_twice_says_which_it_is() -> None:
    first, second = utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30)

    assert both(first, BERLIN) == ["02:30 CEST", "2:30 am CEST"]
    assert both(second, BERLIN) == ["02:30 CET", "2:30 am CET"]
    assert full_time(first, BERLIN) == "Sunday, 25 October 2026, 02:30 CEST (2:30 am CEST), Europe/Berlin"


@pytest.mark.parametrize("moment", [utc(2026, 10, 24, 23, 59), utc(2026, 10, 25, 2, 0), utc(2026, 3, 29, 1, 0)])
def test_the_hours_around_it_say_no_more_than_the_time(moment: datetime) -> None:
    assert not any("CE" in shown for shown in both(moment, BERLIN))


def test_a_full_time_names_its_zone() -> None:
    assert full_time(utc(2026, 11, 25, 14, 53), KOLKATA).endswith("25 November 2026, 20:23 (8:23 pm), Asia/Kolkata")


def test_one_moment_lies_on_the_readers_day() -> None:
    moment = utc(2026, 11, 25, 5, 0)

    assert [day_of(moment, zone).day for zone in (LOS_ANGELES, BERLIN, KOLKATA)] == [24, 25, 25]
    assert last_activity(moment, utc(2026, 11, 25, 9, 0), LOS_ANGELES) == "24 November"
    assert read(str(last_activity(moment, utc(2026, 11, 25, 9, 0), KOLKATA))).all("span", class_="clock-24")


@pytest.mark.parametrize(("now", "hours"), [(utc(2026, 10, 24, 22, 0), 25), (utc(2026, 3, 28, 23, 0), 23)])
def test_the_days_of_the_change_are_longer_and_shorter(now: datetime, hours: int) -> None:
    assert seconds_until_tomorrow(now, BERLIN) == timedelta(hours=hours).total_seconds()
