"""Empties the database's log after something was erased: until then its bytes hold what the tables held."""

import asyncio

from livechat.clock import Clock
from livechat.db import Database
from livechat.errors import Unavailable

RETRY_SECONDS = 0.5


class LogTruncation:
    """Asked for, done soon; a supervisor keeps `run` alive. It begins with the log that a killed run has left."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._requested = asyncio.Event()
        self._requested.set()

    def request(self) -> None:
        """Something was erased, and committed."""
        self._requested.set()

    @property
    def is_done(self) -> bool:
        """Whether nothing waits for it."""
        return not self._requested.is_set()

    async def run(self) -> None:
        """Empty the log whenever it was asked for; tried again while somebody reads, or the disk refuses."""
        while True:
            await self._requested.wait()
            self._requested.clear()
            if not await self._truncate():
                self._requested.set()
                await self._clock.sleep(RETRY_SECONDS)

    async def _truncate(self) -> bool:
        try:
            return await self._db.truncate_log()
        except Unavailable:
            return False
