"""The product's words in the language of whoever reads them: every sentence that a person sees is looked up here.

`gettext` and `ngettext` say it now, in the language of the running task; the lazy ones leave that to whoever reads it:
constants, and errors, which may be raised in a task that serves everybody. Values have names, so that a translator can
move them, and are put in after the look-up; numbers are written as the language writes them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter
from typing import TypeVar

from babel import Locale
from babel.numbers import format_decimal

from livechat.i18n.languages import language

T = TypeVar("T")


def gettext(message: str, /, **values: object) -> str:
    """The sentence in the language that is spoken now, as in `gettext("Welcome to {room}", room=room.name)`."""
    said = language().catalogue.gettext(message)
    return _with_values(said, values) if values else said


def ngettext(singular: str, plural: str, n: int, /, **values: object) -> str:
    """The form for so many, as in `ngettext("1 member", "{n} members", count)`."""
    return _with_values(language().catalogue.ngettext(singular, plural, n), {"n": n, **values})


@dataclass(frozen=True, slots=True)
class LazyText:
    """A sentence that is said when somebody reads it: `str(text)`, in their language."""

    message: str
    values: tuple[tuple[str, object], ...] = ()
    plural: str = ""  # where there is one
    n: int = 0

    def __str__(self) -> str:
        values = dict(self.values)
        return ngettext(self.message, self.plural, self.n, **values) if self.plural else gettext(self.message, **values)


def lazy_gettext(message: str, /, **values: object) -> LazyText:
    """As `gettext`, but said when it is read."""
    return LazyText(message, tuple(values.items()))


def lazy_ngettext(singular: str, plural: str, n: int, /, **values: object) -> LazyText:
    """As `ngettext`, but said when it is read."""
    return LazyText(singular, tuple(values.items()), plural, n)


def woven(sentence: str, /, **parts: T) -> list[str | T]:
    """A translated sentence in pieces, with markup where it has names, as in `p[woven(gettext("in {room}"), room=…)]`.

    Raises KeyError for a name that has no part.
    """
    pieces: list[str | T] = []
    for text, name, *_ in Formatter().parse(sentence):
        if text:
            pieces.append(text)
        if name is not None:
            pieces.append(parts[name])
    return pieces


def number(value: int) -> str:
    """As the language writes it: `16,000`."""
    return _number(value, language().tag)


@lru_cache(maxsize=10_000)
def _number(value: int, tag: str) -> str:
    return format_decimal(value, locale=Locale.parse(tag, sep="-"))


def _with_values(sentence: str, values: Mapping[str, object]) -> str:
    said = {name: number(value) if type(value) is int else value for name, value in values.items()}
    return sentence.format_map(said)
