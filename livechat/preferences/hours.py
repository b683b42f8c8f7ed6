"""A time of the day as either clock writes it. The hour that comes twice in autumn says which it is."""

from datetime import datetime

from livechat.i18n.text import gettext as _
from livechat.preferences.choices import Clock


def hours_24(local: datetime) -> str:
    """As in `14:05`, or `02:30 CEST`."""
    return f"{local.hour:02}:{local.minute:02}{_which(local)}"


def hours_12(local: datetime) -> str:
    """As in `2:05 pm`, or `2:30 am CEST`."""
    time = f"{local.hour % 12 or 12}:{local.minute:02}"
    return (_("{time} am", time=time) if local.hour < 12 else _("{time} pm", time=time)) + _which(local)


def hours_by(clock: Clock, local: datetime) -> str:
    """As somebody reads it."""
    return hours_12(local) if clock is Clock.HOURS_12 else hours_24(local)


def _which(local: datetime) -> str:
    """The zone's abbreviation where the clock is set back over this time of the day, else nothing."""
    comes_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f" {local:%Z}" if comes_twice else ""
