"""In which language the product speaks, and what it says in each: the catalogues of `livechat/locale`."""

import gettext
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parents[1] / "locale"
DOMAIN = "livechat"


@dataclass(frozen=True, slots=True)
class Language:
    """One in which the product can speak; `tag` names it as HTML does, as in `pt-BR`."""

    tag: str
    catalogue: gettext.NullTranslations


def read_catalogue(path: Path) -> gettext.NullTranslations:
    """The catalogue of a `.po` file, with the plural rule that it names. Raises OSError."""
    compiled = io.BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _languages() -> Iterator[Language]:
    for path in sorted(LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        yield Language(path.parents[1].name.replace("_", "-"), read_catalogue(path))


LANGUAGES: Mapping[str, Language] = {language.tag: language for language in _languages()}
_spoken: ContextVar[Language] = ContextVar("language", default=LANGUAGES["en"])


def language() -> Language:
    """The one that is spoken now; what is kept rendered is kept by its tag."""
    return _spoken.get()


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """What is said inside, and in tasks that begin inside, is said in this language. Raises KeyError."""
    before = _spoken.set(LANGUAGES[tag])
    try:
        yield
    finally:
        _spoken.reset(before)
