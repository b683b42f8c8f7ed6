"""What changed from one text to the next, word by word."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

MAX_COMPARED = 40_000  # pairs of words: comparing takes a few ms; what is over counts as changed as a whole

_words = re.compile(r"\s+|\w+|[^\w\s]")

Marks = list[bool]
"""For each word of a text, whether it is not in the other one."""


def words_of(text: str) -> list[str]:
    """The words, gaps and signs that a text is made of."""
    return _words.findall(text)


def changes(before: Sequence[str], after: Sequence[str]) -> tuple[Marks, Marks]:
    """Which words are gone, and which are new."""
    start = _count_equal(before, after)
    end = _count_equal(before[start:][::-1], after[start:][::-1])
    gone, new = before[start : len(before) - end], after[start : len(after) - end]
    gone_marks, new_marks = [True] * len(gone), [True] * len(new)
    if len(gone) * len(new) <= MAX_COMPARED:
        for match in SequenceMatcher(None, gone, new).get_matching_blocks():
            gone_marks[match.a : match.a + match.size] = [False] * match.size
            new_marks[match.b : match.b + match.size] = [False] * match.size
    begins, ends = [False] * start, [False] * end
    return [*begins, *gone_marks, *ends], [*begins, *new_marks, *ends]


def _count_equal(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
