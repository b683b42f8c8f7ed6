"""Moments as people read them. Shared rows are rendered once, so nothing here grows stale, except `last_activity`.

Rows carry both forms of the clock; the stylesheet shows the reader's and hides the other, also from screen readers.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from markupsafe import Markup

from livechat.i18n.dates import day_as
from livechat.i18n.text import gettext as _
from livechat.preferences.hours import hours_12, hours_24

TWELVE_HOURS = "twelve-hours"  # the class of a page whose reader has chosen so
BOTH_CLOCKS = Markup('<span class="clock-24">%s</span><span class="clock-12">%s</span>')  # in every row, so built once


def clock_time(moment: datetime, zone: tzinfo) -> Markup:
    """As in `14:05` and `2:05 pm`; the hour that comes twice in autumn says which it is, as in `02:30 CEST`."""
    local = moment.astimezone(zone)
    return BOTH_CLOCKS % (hours_24(local), hours_12(local))


def full_time(moment: datetime, zone: tzinfo) -> str:
    """For readers of both clocks, with the zone: `Thursday, 24 November 2026, 14:05 (2:05 pm), Europe/Berlin`."""
    local = moment.astimezone(zone)
    return f"{day_name(moment, zone)}, {hours_24(local)} ({hours_12(local)}), {zone}"


def day_name(moment: datetime, zone: tzinfo) -> str:
    """As in `Thursday, 24 November 2026`."""
    local = moment.astimezone(zone)
    return day_as(_("EEEE, d MMMM y"), local.date())


def day_of(moment: datetime, zone: tzinfo) -> date:
    """The day it is in the zone."""
    return moment.astimezone(zone).date()


def begin_of(day: date, zone: tzinfo) -> datetime:
    """When the day begins in the zone, in UTC; of days beyond the years that there are, the first or last moment."""
    try:
        return datetime.combine(day, time.min, zone).astimezone(UTC)
    except OverflowError:
        return datetime.combine(day, time.min, UTC)


def last_activity(moment: datetime, now: datetime, zone: tzinfo) -> Markup | str:
    """A clock time for today, otherwise the day: `10:02` or `24 November`. True until `seconds_until_tomorrow`."""
    local, today = moment.astimezone(zone), day_of(now, zone)
    if local.date() == today:
        return clock_time(moment, zone)
    return day_as(_("d MMMM") if local.year == today.year else _("d MMMM y"), local.date())


def seconds_until_tomorrow(now: datetime, zone: tzinfo) -> float:
    """How long it is the same day in the zone."""
    midnight = datetime.combine(day_of(now, zone) + timedelta(days=1), time.min, zone)
    return midnight.timestamp() - now.timestamp()
