"""Bold, italics and struck out text: which signs belong together, and which are text.

Signs count at the borders of words only, and only where words are between them: `snake_case`, `2*3*4`, `__init__`,
`*.*` and `**kwargs` stay as they are. Where words are not parted by spaces, as in Chinese, each sign is at a border.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from livechat.markup.limits import MAX_MARKS, Terms

_MARKS = "*_~"
_MARKS_AT_ONCE = 8  # bold, italics and struck out, and the word
_OPENS_AFTER = "([{<\"'¿¡«„“‘‚-–—"
_CLOSES_BEFORE = ")]}>\"'.,;:!?…»”“’‘-–—"
_ENDS_SENTENCE = ".,:;!?'"  # unless a word goes on behind it: `file.txt`, `don't`
_BEGINS_NO_WORD = ".,;:!?)]}/\\|=>"
FIRST_WITHOUT_SPACES = "\u0e00"  # Thai, then the scripts of East Asia, and emoji

_ascii_word = re.compile(r"\w+", re.ASCII)
_solid = re.compile(r"[^\W_]|[^\x00-\x7f]")
_NO_NAME = (sys.maxsize, sys.maxsize)
_TAGS = {("*", 1): "em", ("_", 1): "em", ("*", 2): "strong", ("_", 2): "strong", ("~", 2): "s"}


def _names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """`__init__`, `_a_b_`: one underscore before and behind a word is emphasis, anything more is a name."""
    for word in _ascii_word.finditer(text, start, end):
        if word[0][0] == word[0][-1] == "_" and (word[0].startswith("__") or "_" in word[0].strip("_")):
            yield word.span()


@dataclass(slots=True)
class _Open:
    mark: str
    count: int  # of its signs that nothing has closed
    end: int  # behind its signs in the text
    piece: int  # where it is among the pieces


class Emphasis:
    """Pieces of HTML in turn; where a mark is closed, those since its opening become one."""

    def __init__(self, text: str, start: int, end: int, terms: Terms) -> None:
        self._text = text
        self._start = start
        self._end = end  # of the part that is read
        self._terms = terms
        self._pieces: list[str] = []
        self._open: list[_Open] = []
        self._names = _names(text, start, end) if "_" in text else iter(())
        self._name = next(self._names, _NO_NAME)

    def add(self, html: str) -> None:
        """What has no part in this."""
        self._pieces.append(html)

    def html(self) -> str:
        return "".join(self._pieces)

    def add_run(self, signs: str, at: int) -> None:
        """Some of the same sign, which begin at this place of the text. Raises TooMuch."""
        count, end = len(signs), at + len(signs)
        if count > 3 or (signs[0] == "~" and count != 2) or (signs[0] == "_" and self._is_in_name(at)):
            self._pieces.append(signs)
            return
        if self._may_close(at, end):
            count = self._close(signs[0], count, at)
        if count and self._may_open(at, end) and len(self._open) < MAX_MARKS:
            self._open.append(_Open(signs[0], count, end, len(self._pieces)))
        self._pieces.append(signs[:count])

    def _is_in_name(self, at: int) -> bool:
        while self._name[1] <= at:
            self._name = next(self._names, _NO_NAME)
        return self._name[0] <= at

    def _may_open(self, start: int, end: int) -> bool:
        before, after = self._before(start), self._after(end)
        if not after.strip() or after in _BEGINS_NO_WORD:
            return False
        return not before.strip() or before in _OPENS_AFTER or max(before, after) >= FIRST_WITHOUT_SPACES

    def _may_close(self, start: int, end: int) -> bool:
        before, after = self._before(start), self._after(end)
        if not before.strip() or not after.strip():
            return bool(before.strip())
        if after in _ENDS_SENTENCE:
            return not self._text[end + 1 : end + 2].isalnum()
        return after in _CLOSES_BEFORE or max(before, after) >= FIRST_WITHOUT_SPACES

    def _before(self, at: int) -> str:
        """The character before, other marks left out; nothing at the beginning."""
        return self._text[max(self._start, at - _MARKS_AT_ONCE) : at].rstrip(_MARKS)[-1:]

    def _after(self, at: int) -> str:
        return self._text[at : min(at + _MARKS_AT_ONCE, self._end)].lstrip(_MARKS)[:1]

    def _close(self, mark: str, count: int, at: int) -> int:
        """Close as many of its kind as are open; answers how many signs are left."""
        while count and (place := self._last_open(mark)) is not None:
            opening = self._open[place]
            if not _solid.search(self._text, opening.end, at):
                del self._open[place:]
                break
            used = 2 if min(opening.count, count) >= 2 else 1
            del self._open[place + 1 :]
            self._wrap(opening, _TAGS[mark, used])
            opening.count -= used
            count -= used
            self._pieces[opening.piece] = mark * opening.count
            if not opening.count:
                self._open.pop()
        return count

    def _last_open(self, mark: str) -> int | None:
        places = range(len(self._open) - 1, -1, -1)
        return next((place for place in places if self._open[place].mark == mark), None)

    def _wrap(self, opening: _Open, tag: str) -> None:
        self._terms.spend()
        inside = "".join(self._pieces[opening.piece + 1 :])
        del self._pieces[opening.piece + 1 :]
        self._pieces.append(f"<{tag}>{inside}</{tag}>")
