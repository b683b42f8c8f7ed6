"""The SQLite file: one connection that writes, a few that read, each in a transaction on a thread of its own."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from livechat.errors import Unavailable
from livechat.migrations import MIGRATIONS, migrate

READERS = 4
BUSY_TIMEOUT_MS = 5_000
CACHE_KB = 16_384  # of each connection
MMAP_BYTES = 256 * 1024 * 1024

PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # an acknowledged message survives a power cut
    f"busy_timeout = {BUSY_TIMEOUT_MS}",
    "foreign_keys = ON",
    f"cache_size = -{CACHE_KB}",
    f"mmap_size = {MMAP_BYTES}",
)

_PASSING = {  # what a later try may overcome; other errors are bugs
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOTADB,
}


class Database:
    """Transactions on the file at `path`, once it is open."""

    def __init__(self, path: Path, *, migrations: Path = MIGRATIONS) -> None:
        self._path = path
        self._migrations = migrations
        self._writer = _engine(path, connections=1, begin="BEGIN IMMEDIATE")
        self._readers = _engine(path, connections=READERS, begin="BEGIN", pragmas=("query_only = ON",))

    async def open(self) -> None:
        """Make the file or bring it up to date. Raises StartError."""
        await asyncio.to_thread(migrate, self._path, self._migrations)

    async def close(self) -> None:
        """End every connection and its thread."""
        await self._readers.dispose()
        await self._writer.dispose()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """The only transaction that writes; others wait their turn. It commits at the end, or not at all.

        Raises Unavailable when the disk or another process refuses.
        """
        with _refusals():
            async with self._writer.begin() as tx:
                yield tx

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that sees the last commit before its first statement, and cannot write.

        Raises Unavailable when the disk refuses.
        """
        with _refusals():
            async with self._readers.begin() as tx:
                yield tx


def _engine(path: Path, *, connections: int, begin: str, pragmas: tuple[str, ...] = ()) -> AsyncEngine:
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        pool_size=connections,
        max_overflow=0,
        connect_args={"isolation_level": None},  # we begin transactions ourselves
    )
    event.listen(engine.sync_engine, "connect", _setting((*PRAGMAS, *pragmas)))

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _setting(pragmas: tuple[str, ...]) -> Callable[[Any, Any], None]:
    def on_connect(connection: Any, _: Any) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return on_connect


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except PoolTimeoutError as error:
        raise Unavailable from error
    except DatabaseError as error:
        if error.connection_invalidated or _primary_code(error) in _PASSING:
            raise Unavailable from error
        raise


def _primary_code(error: DatabaseError) -> int:
    return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
