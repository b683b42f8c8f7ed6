"""Whose turn it is, where few can be served at once: one key after the other, so that nobody waits for a crowd of one.

The keys (people, rooms, the program itself) take turns; within a key, who came first is served first. Callers that come
`first` are served before the rest, which still gets every ninth turn.
"""

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager

from livechat.errors import Unavailable
from livechat.i18n.text import lazy_gettext

FIRST_IN_A_ROW = 8
BUSY = lazy_gettext("The server is busy. Please try again in a moment.")
OVERTAKEN = lazy_gettext("A newer one took its place.")

Waiter = asyncio.Future[None]


class Turns:
    """At most `places` are served at once, and of one key at most `places_each`.

    Beyond `waiting` callers, or `waiting_each` of one key, the next is refused; with `newest_wins` it takes the place
    of the one of its key that has waited longest. Nobody waits longer than `seconds`.
    """

    def __init__(
        self,
        *,
        places: int,
        places_each: int | None = None,
        waiting: int,
        waiting_each: int,
        seconds: float,
        newest_wins: bool = False,
    ) -> None:
        self._free = places
        self._places_each = places_each or places
        self._most_waiting = waiting
        self._most_waiting_each = waiting_each
        self._seconds = seconds
        self._newest_wins = newest_wins
        self._served: Counter[Hashable] = Counter()
        self._first, self._rest = _Lane(), _Lane()
        self._in_a_row = 0

    @asynccontextmanager
    async def taken(self, key: Hashable, *, first: bool = False) -> AsyncIterator[None]:
        """A place, once it is the key's turn.

        Raises Unavailable when too many wait, all together or of this key, or when no turn comes within the time.
        """
        if self._free and self._served[key] < self._places_each and not self._first.total and not self._rest.total:
            self._take(key)
        else:
            await self._wait(key, self._first if first else self._rest)
        try:
            yield
        finally:
            self._leave(key)

    def __len__(self) -> int:
        """How many wait."""
        return self._first.total + self._rest.total

    async def _wait(self, key: Hashable, lane: "_Lane") -> None:
        self._make_room(key, lane)
        waiter = lane.append(key)
        self._serve()
        try:
            async with asyncio.timeout(self._seconds):
                await waiter
        except BaseException as error:
            if _was_called(waiter):
                self._leave(key)
            lane.remove(key, waiter)
            if isinstance(error, TimeoutError):
                raise Unavailable(BUSY) from error
            raise

    def _make_room(self, key: Hashable, lane: "_Lane") -> None:
        if lane.count(key) >= self._most_waiting_each and self._newest_wins:
            lane.drop_oldest(key)
        if lane.count(key) >= self._most_waiting_each or len(self) >= self._most_waiting:
            raise Unavailable(BUSY)

    def _leave(self, key: Hashable) -> None:
        self._free += 1
        self._served[key] -= 1
        if not self._served[key]:
            del self._served[key]
        if self._first.total or self._rest.total:
            self._serve()

    def _take(self, key: Hashable) -> None:
        self._free -= 1
        self._served[key] += 1

    def _serve(self) -> None:
        while self._free and (found := self._next()) is not None:
            key, waiter = found
            if not waiter.done():  # else it was cancelled this moment
                self._take(key)
                waiter.set_result(None)

    def _next(self) -> tuple[Hashable, Waiter] | None:
        lanes = (self._first, self._rest) if self._in_a_row < FIRST_IN_A_ROW else (self._rest, self._first)
        for lane in lanes:
            if (found := lane.pop(self._may_be_served)) is not None:
                self._in_a_row = self._in_a_row + 1 if lane is self._first else 0
                return found
        return None

    def _may_be_served(self, key: Hashable) -> bool:
        return self._served[key] < self._places_each


def _was_called(waiter: Waiter) -> bool:
    return waiter.done() and not waiter.cancelled() and waiter.exception() is None


class _Lane:
    """Who waits, by key, the key whose turn is longest ago first."""

    def __init__(self) -> None:
        self.total = 0
        self._by_key: OrderedDict[Hashable, deque[Waiter]] = OrderedDict()

    def count(self, key: Hashable) -> int:
        return len(self._by_key.get(key, ()))

    def append(self, key: Hashable) -> Waiter:
        waiter: Waiter = asyncio.get_running_loop().create_future()
        self._by_key.setdefault(key, deque()).append(waiter)
        self.total += 1
        return waiter

    def remove(self, key: Hashable, waiter: Waiter) -> None:
        """Forget one who may have been called already."""
        if waiter in self._by_key.get(key, ()):
            self._by_key[key].remove(waiter)
            self._taken_out(key)

    def drop_oldest(self, key: Hashable) -> None:
        """Tell the key's first one that it waited in vain."""
        waiter = self._by_key[key].popleft()
        self._taken_out(key)
        if not waiter.done():
            waiter.set_exception(Unavailable(OVERTAKEN))

    def pop(self, may_be_served: Callable[[Hashable], bool]) -> tuple[Hashable, Waiter] | None:
        """The next one and its key, which goes to the end."""
        key = next(filter(may_be_served, self._by_key), None)
        if key is None:
            return None
        waiter = self._by_key[key].popleft()
        self._by_key.move_to_end(key)
        self._taken_out(key)
        return key, waiter

    def _taken_out(self, key: Hashable) -> None:
        self.total -= 1
        if not self._by_key[key]:
            del self._by_key[key]
