"""Things that end by themselves after a fixed time unless they are renewed."""

import asyncio
from collections.abc import Callable, Hashable, Iterator
from typing import Generic, TypeVar

from livechat.clock import Clock

K = TypeVar("K", bound=Hashable)


class Deadlines(Generic[K]):
    """Calls `on_due(key)` once `seconds` have passed since the key was last renewed."""

    def __init__(self, clock: Clock, seconds: float, on_due: Callable[[K], None]) -> None:
        self._clock = clock
        self._seconds = seconds
        self._on_due = on_due
        self._due_at: dict[K, float] = {}  # in the order of their deadlines: each lasts equally long
        self._added = asyncio.Event()

    def __contains__(self, key: K) -> bool:
        return key in self._due_at

    def __iter__(self) -> Iterator[K]:
        return iter(tuple(self._due_at))

    def renew(self, key: K) -> None:
        """Set or postpone the key's deadline."""
        self._due_at.pop(key, None)
        self._due_at[key] = self._clock.monotonic() + self._seconds
        self._added.set()

    def drop(self, key: K) -> bool:
        """Forget the key; whether there was a deadline."""
        return self._due_at.pop(key, None) is not None

    async def run(self) -> None:
        """Wait for one deadline after the other, for ever."""
        while True:
            while not self._due_at:  # what was added may have been dropped again
                self._added.clear()
                await self._added.wait()
            due_at = next(iter(self._due_at.values()))
            await self._clock.sleep(max(0.0, due_at - self._clock.monotonic()))
            self._fire()

    def _fire(self) -> None:
        now = self._clock.monotonic()
        for key in [key for key, due_at in self._due_at.items() if due_at <= now]:
            del self._due_at[key]
            self._on_due(key)
