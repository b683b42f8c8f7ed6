"""The SQLite file: one connection writes, a few read or search, each in a transaction on a thread of its own."""

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.lanes.engine import make_engine
from livechat.lanes.refusals import Refusals
from livechat.lanes.scrubbing import rebuild, truncate_log
from livechat.lanes.search_reader import SEARCHES, SearchReader
from livechat.lanes.turns import Turns
from livechat.migrations import MIGRATIONS, migrate

READERS = 4
BUSY_TIMEOUT_MS = 5_000  # how long another process may hold the file
TURN_TIMEOUT_SECONDS = 10  # how long a transaction waits for a connection
MAX_WAITING_WRITES = 1_000
MAX_WAITING_WRITES_EACH = 50
SYSTEM = "system"  # who writes in nobody's name
CACHE_KB = 16_384  # of each connection
MMAP_BYTES = 256 * 1024 * 1024

PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # an acknowledged message survives a power cut
    "foreign_keys = ON",
    f"cache_size = -{CACHE_KB}",
    f"mmap_size = {MMAP_BYTES}",
)
WRITING = ("secure_delete = ON",)  # what is deleted is overwritten


class Database:
    """Transactions on the file at `path`, once it is open."""

    def __init__(self, path: Path, *, migrations: Path = MIGRATIONS, busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> None:
        self.refusals = Refusals()
        self._path = path
        self._busy_timeout_ms = busy_timeout_ms
        self._migrations = migrations
        pragmas = (*PRAGMAS, f"busy_timeout = {busy_timeout_ms}")
        engine = partial(make_engine, path, patience_seconds=TURN_TIMEOUT_SECONDS)
        reading = (*pragmas, "query_only = ON")
        self._writer = engine((*pragmas, *WRITING), connections=1, begin="BEGIN IMMEDIATE")
        self._readers = engine(reading, connections=READERS, begin="BEGIN")
        searchers = engine(reading, connections=SEARCHES, begin="BEGIN")
        self._searches = SearchReader(searchers, patience_seconds=TURN_TIMEOUT_SECONDS)
        self._turns = Turns(
            places=1,
            waiting=MAX_WAITING_WRITES,
            waiting_each=MAX_WAITING_WRITES_EACH,
            seconds=TURN_TIMEOUT_SECONDS,
        )

    async def open(self) -> None:
        """Make the file or bring it up to date. Raises StartError."""
        await asyncio.to_thread(migrate, self._path, self._migrations)

    async def close(self) -> None:
        """End every connection and its thread."""
        await self._searches.dispose()
        await self._readers.dispose()
        await self._writer.dispose()

    @asynccontextmanager
    async def write(self, by: Hashable = SYSTEM, *, first: bool = False) -> AsyncIterator[AsyncConnection]:
        """The only transaction that writes; others wait their turn. It commits at the end, or not at all.

        Turns go round among those in whose name it is written (`by`: a person, a room); who comes `first`, as messages
        do, is served before the rest. Raises Unavailable when too many wait, or the disk or another process refuses.
        """
        with self.refusals.translated(writes=True):
            async with self._turns.taken(by, first=first), self._writer.begin() as tx:
                yield tx

    async def truncate_log(self) -> bool:
        """Leave no byte in the log of what was deleted; False while somebody reads from it, or the disk refuses.

        Raises Unavailable when too many wait, or the file cannot be opened.
        """
        with self.refusals.translated(writes=True):
            async with self._turns.taken(SYSTEM):
                return await truncate_log(self._writer, busy_timeout_ms=self._busy_timeout_ms)

    async def rebuild(self, *, max_bytes: int) -> bool:
        """Leave nothing of what was deleted between the rows either: everybody who writes waits, about 12 ms a MB.

        False where there is more than `max_bytes`. Raises Unavailable.
        """
        with self.refusals.translated(writes=True):
            async with self._turns.taken(SYSTEM):
                return await rebuild(self._writer, max_bytes=max_bytes)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that sees the last commit before its first statement, and cannot write.

        Raises Unavailable when the disk refuses.
        """
        with self.refusals.translated(writes=False):
            async with self._readers.begin() as tx:
                yield tx

    @asynccontextmanager
    async def search(self, by: Hashable) -> AsyncIterator[AsyncConnection]:
        """A transaction for one search of somebody, beside those that read. Raises Unavailable."""
        with self.refusals.translated(writes=False):
            async with self._searches.begin(by) as tx:
                yield tx
