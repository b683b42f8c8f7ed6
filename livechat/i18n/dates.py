"""Days in the language that is spoken now."""

from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date

from livechat.i18n.languages import language


def day_as(pattern: str, day: date) -> str:
    """The day by a pattern of Unicode's, as in `EEEE, d MMMM y`: patterns come from the catalogue, too."""
    return _day_as(pattern, day, language().tag)


@lru_cache(maxsize=1_000)  # each row names its day
def _day_as(pattern: str, day: date, tag: str) -> str:
    return format_date(day, pattern, locale=Locale.parse(tag, sep="-"))
