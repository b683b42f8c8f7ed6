"""Moments as people read them. Shared rows are rendered once, so nothing here grows stale, except `last_activity`."""

from datetime import date, datetime, time, timedelta, tzinfo


def clock_time(moment: datetime, zone: tzinfo | None = None) -> str:
    """As in `10:02`."""
    return f"{moment.astimezone(zone):%H:%M}"


def full_time(moment: datetime, zone: tzinfo | None = None) -> str:
    """As in `Thursday, 24 November 2026, 10:02`."""
    return f"{day_name(moment, zone)}, {clock_time(moment, zone)}"


def day_name(moment: datetime, zone: tzinfo | None = None) -> str:
    """As in `Thursday, 24 November 2026`."""
    local = moment.astimezone(zone)
    return f"{local:%A}, {local.day} {local:%B %Y}"


def day_of(moment: datetime, zone: tzinfo | None = None) -> date:
    """The day it is in the zone."""
    return moment.astimezone(zone).date()


def last_activity(moment: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """A clock time for today, otherwise the day: `10:02` or `24 November`. True until `seconds_until_tomorrow`."""
    local, today = moment.astimezone(zone), day_of(now, zone)
    if local.date() == today:
        return clock_time(moment, zone)
    return f"{local.day} {local:%B}" if local.year == today.year else f"{local.day} {local:%B %Y}"


def seconds_until_tomorrow(now: datetime, zone: tzinfo | None = None) -> float:
    """How long it is the same day in the zone."""
    midnight = datetime.combine(day_of(now, zone) + timedelta(days=1), time.min, zone)
    return midnight.timestamp() - now.timestamp()
