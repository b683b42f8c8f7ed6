"""Moments on plain pages, as the one who reads the page is shown times."""

from datetime import datetime

from livechat.i18n.dates import day_as
from livechat.i18n.text import gettext as _
from livechat.preferences.hours import hours_by
from livechat.services.viewer_state import ViewerState


def moment_for(reader: ViewerState, at: datetime) -> str:
    """As in `24 November 2026, 14:05`."""
    local = at.astimezone(reader.zone)
    return f"{day_as(_('d MMMM y'), local.date())}, {hours_by(reader.preferences.clock, local)}"
