"""The place where a message matches a search, from its plain form."""

import re
from collections.abc import Set
from itertools import islice

from livechat.markup.plain import OMISSION, shortened

CHARACTERS_BEFORE_THE_HIT = 120
MAX_CHARACTERS = 400
MAX_WORDS = 50  # the beginning of a word may match very many of them

Pieces = tuple[tuple[str, bool], ...]


def excerpt(plain: str, words: Set[str]) -> Pieces:
    """The text around the first of the words, in pieces, each with whether it is one of them; cut behind words.

    What matches where it is not shown, as in a link's target, leaves the beginning of the text.
    """
    hit = _any_of(words)
    first = hit.search(plain) if hit else None
    start = _beginning(plain, first.start()) if first else 0
    text = OMISSION * (start > 0) + shortened(plain[start : start + 2 * MAX_CHARACTERS], MAX_CHARACTERS)
    pieces = hit.split(text) if hit else [text]
    return tuple((piece, index % 2 == 1) for index, piece in enumerate(pieces) if piece)


def _any_of(words: Set[str]) -> re.Pattern[str] | None:
    some = "|".join(map(re.escape, islice(sorted(words), MAX_WORDS)))
    return re.compile(rf"(?<![^\W_])({some})(?![^\W_])") if some else None


def _beginning(plain: str, hit: int) -> int:
    start = max(0, hit - CHARACTERS_BEFORE_THE_HIT)
    return plain.find(" ", start, hit) + 1 or start if start else 0
