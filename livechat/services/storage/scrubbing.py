"""Takes what was erased out of the bytes of the database's files as well.

What is deleted in a table is overwritten at once (`secure_delete`). Two places keep it still: the log, which holds what
the tables held, and unused corners of the tables' pages, into which SQLite has copied rows when it moved them about.
"""

import asyncio

from livechat.clock import Clock
from livechat.db import Database
from livechat.errors import Unavailable

RETRY_SECONDS = 0.5
GATHER_SECONDS = 60.0  # what is erased meanwhile goes with it
PAUSE_SECONDS = 3_600.0  # between two rebuilds, which keep all who write waiting
REBUILT_MAX_BYTES = 64_000_000  # about 0.8 s; a larger database is rebuilt by whoever runs the server


class Scrubbing:
    """Asked for, done soon; a supervisor keeps `run` alive. It begins with the log that a killed run has left."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._log, self._tables = asyncio.Event(), asyncio.Event()
        self._log.set()

    def request(self) -> None:
        """Something was erased, and committed."""
        self._log.set()
        self._tables.set()

    async def run(self) -> None:
        """Scrub whenever it was asked for; what is refused is tried again."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._empty_logs(), name="emptying logs")
            tasks.create_task(self._rebuild_tables(), name="rebuilding tables")

    async def _empty_logs(self) -> None:
        while True:
            await self._log.wait()
            self._log.clear()
            if not await self._empty_log():
                self._log.set()
                await self._clock.sleep(RETRY_SECONDS)

    async def _empty_log(self) -> bool:
        """Whether it is empty; not while somebody reads from it."""
        try:
            return await self._db.truncate_log()
        except Unavailable:
            return False

    async def _rebuild_tables(self) -> None:
        while True:
            await self._tables.wait()
            await self._clock.sleep(GATHER_SECONDS)
            self._tables.clear()
            try:
                await self._db.rebuild(max_bytes=REBUILT_MAX_BYTES)
            except Unavailable:
                self._tables.set()
            self._log.set()
            await self._clock.sleep(PAUSE_SECONDS)
