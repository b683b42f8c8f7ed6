"""What text has to be before it is kept."""

import re
import unicodedata
from html import unescape

_HIDDEN = "\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
"""Controls, and what hides or turns text around; not the joiners, which Persian words and many emoji need."""

_FILLERS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks by their kind, but nothing to the eye when they stand alone."""

_character_or_entity = re.compile(r"&#?\w{1,31};|.", re.DOTALL)


def strip_unstorable(text: str) -> str:
    """The text without NUL and without halves of characters, which neither SQLite nor UTF-8 can hold."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def one_line(text: str) -> str:
    """The text on one line, with a space for each run of what is hidden or empty."""
    return re.sub(rf"[\s{_HIDDEN}]+", " ", strip_unstorable(text)).strip()


def without_hidden(text: str) -> str:
    """The text with a space for each run of what is hidden, line breaks among it."""
    return re.sub(f"[{_HIDDEN}]+", " ", strip_unstorable(text)).strip()


def is_blank(text: str) -> bool:
    """Whether nothing of it would be seen: spaces, joiners, fillers, an empty cell of Braille, entities of these."""
    return not any(_is_seen(unescape(found[0])) for found in _character_or_entity.finditer(text))


def _is_seen(text: str) -> bool:
    return any(unicodedata.category(character)[0] not in "ZC" and not _FILLERS.match(character) for character in text)
