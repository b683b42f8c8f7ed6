"""Which blocks of a room's history one viewer shows: always a run without gaps. Pure arithmetic.

Rows lie in fixed blocks, so nothing that others post moves what somebody is reading.
"""

from dataclasses import dataclass, replace
from typing import Self

BLOCK_ROWS = 50
FIRST_BLOCKS = 2  # shown on entering: the newest, which may be nearly empty, and the one before it
MAX_BLOCKS = 6  # kept while following, and while paging downwards


def block_of(position: int) -> int:
    """The block that a position lies in."""
    return position // BLOCK_ROWS


@dataclass(frozen=True, slots=True)
class Window:
    """Blocks `start` to `stop - 1` of a room whose newest block is `last`; `at_end` while the newest row is in view."""

    start: int
    stop: int
    last: int
    at_end: bool

    @classmethod
    def newest(cls, last: int) -> Self:
        """What is shown on entering."""
        return cls(max(0, last - FIRST_BLOCKS + 1), last + 1, last, at_end=True)

    @classmethod
    def around(cls, block: int, last: int) -> Self:
        """What is shown around a message that was linked to."""
        return cls(max(0, block - 1), min(last, block + 1) + 1, last, at_end=False)

    @property
    def blocks(self) -> range:
        return range(self.start, self.stop)

    @property
    def follows(self) -> bool:
        """Whether new rows are shown as they come."""
        return self.stop == self.last + 1

    @property
    def has_older(self) -> bool:
        return self.start > 0

    def grown(self, last: int) -> Self:
        """A new block began.

        Who is at the end moves on, and only there far blocks go; who reads above gets new blocks below up to
        `MAX_BLOCKS`, then stays behind.
        """
        if last <= self.last:
            return self
        if self.at_end:
            return replace(self, start=max(self.start, last - FIRST_BLOCKS), stop=last + 1, last=last)
        room_for_more = self.follows and last + 1 - self.start <= MAX_BLOCKS
        return replace(self, stop=last + 1 if room_for_more else self.stop, last=last)

    def older(self) -> Self:
        """Scrolled up: one block more above; none is dropped below, which would lose the place at a fast wheel."""
        return replace(self, start=max(0, self.start - 1), at_end=False)

    def newer(self) -> Self:
        """Scrolled down: one block more below, far ones above go."""
        stop = min(self.last + 1, self.stop + 1)
        return replace(self, start=max(self.start, stop - MAX_BLOCKS), stop=stop)

    def with_end_in_view(self, in_view: bool) -> Self:
        return replace(self, at_end=in_view and self.follows)
