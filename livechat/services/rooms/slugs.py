"""Slugs: what a room is called in addresses."""

import re
import secrets
import unicodedata

from anyascii import anyascii

NOTHING_LEFT = "room"
RANDOM_MARK = "_"  # no name is ever spelled with it, so no random slug takes one that a name could have
RANDOM_BYTES = 10

_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = "'’"


def slugify(name: str, *, max_characters: int) -> str:
    """A room's name in the letters a to z, digits and hyphens; "room" where nothing of it can be written so."""
    spelled = "".join(map(_spell, unicodedata.normalize("NFC", name)))
    return _BETWEEN_WORDS.sub("-", spelled.lower()).strip("-")[:max_characters].rstrip("-") or NOTHING_LEFT


def random_slug() -> str:
    """A private room's: "_" and 20 hexadecimal digits, which tell nobody what the room is called."""
    return RANDOM_MARK + secrets.token_hex(RANDOM_BYTES)


def _spell(char: str) -> str:
    if char in _APOSTROPHES or unicodedata.category(char) == "Cf":  # as in "don't", or a joiner within a word
        return ""
    if char.isascii():
        return char
    if unicodedata.category(char)[0] not in "LMN":  # an emoji would be spelled by its name
        return "-"
    spelled = anyascii(char).replace("'", "")
    return f"-{spelled}-" if _is_word(char, spelled) else spelled


def _is_word(char: str, spelled: str) -> bool:
    """Whether it is a letter without case that is spelled with a capital, as Chinese characters are."""
    return unicodedata.category(char) == "Lo" and spelled.istitle()
