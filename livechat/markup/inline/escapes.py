"""Which backslashes take the meaning from the sign that follows. All others are text: shares, paths, the shrug."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARKS = "*_`~"
_word = re.compile(r"\S+")
_path = re.compile(r"\\\\|[A-Za-z]:\\|.*\\[^\W_]", re.DOTALL)
_before_block = re.compile(r"^[ \t]*(?:\d{1,3}(\\)[.)] |(\\)(?:#{1,6} |[-+*] |>(?: |>|[^\W\d_])))", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Escape:
    """A backslash that is not shown, and the sign that is."""

    start: int

    @property
    def end(self) -> int:
        return self.start + 2


def find_escapes(text: str) -> frozenset[int]:
    """The places of these backslashes."""
    if "\\" not in text:
        return frozenset()
    blocks = (found.start(found.lastindex or 0) for found in _before_block.finditer(text))
    return frozenset((*_before_marks(text), *blocks))


def _before_marks(text: str) -> Iterator[int]:
    signs = _MARKS + "[]" * ("](" in text)
    for word in _word.finditer(text):
        if "\\" not in word[0] or _path.match(word[0]):
            continue
        for at in range(word.start(), word.end() - 1):
            if text[at] == "\\" and text[at + 1] in signs and not text.startswith("\\_(", at):
                yield at
