"""Writing behind: what changes in memory is written together a moment later, and again when it was not taken."""

import asyncio
from collections.abc import Awaitable, Callable

from livechat.clock import Clock
from livechat.errors import Unavailable

GATHER_SECONDS = 0.5  # between two writes: a key or a mark is no reason for a transaction
RETRY_SECONDS = 1.0


class WriteBehind:
    """Calls `write` after changes, the first at once and then at most twice a second.

    It writes all that has changed by then. When it raises Unavailable it keeps that, and is called again.
    """

    def __init__(self, write: Callable[[], Awaitable[None]], clock: Clock) -> None:
        self._write = write
        self._clock = clock
        self._changed = asyncio.Event()

    def changed(self) -> None:
        """There is something to write."""
        self._changed.set()

    async def run(self) -> None:
        """Write what changed, for ever; first what could not be written before a crash, if there was one."""
        self._changed.set()
        while True:
            await self._changed.wait()
            self._changed.clear()
            try:
                await self._write()
                await self._clock.sleep(GATHER_SECONDS)
            except Unavailable:
                self._changed.set()
                await self._clock.sleep(RETRY_SECONDS)
