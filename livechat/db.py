"""The SQLite file: one connection that writes, a few that read, each in a transaction on a thread of its own."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import partial
from pathlib import Path

import aiosqlite
from sqlalchemy import URL, Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from livechat.errors import Unavailable
from livechat.internals.sqlite_connection import connection_to
from livechat.migrations import MIGRATIONS, migrate

log = logging.getLogger(__name__)

READERS = 4
BUSY_TIMEOUT_MS = 5_000  # how long another process may hold the file
TURN_TIMEOUT_SECONDS = 10  # how long a transaction waits for a connection
CACHE_KB = 16_384  # of each connection
MMAP_BYTES = 256 * 1024 * 1024

PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # an acknowledged message survives a power cut
    "foreign_keys = ON",
    f"cache_size = -{CACHE_KB}",
    f"mmap_size = {MMAP_BYTES}",
)

_TRANSIENT = {  # what a later try may overcome; other errors are bugs
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

    def __init__(self, path: Path, *, migrations: Path = MIGRATIONS, busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> None:
        self._path = path
        self._migrations = migrations
        pragmas = (*PRAGMAS, f"busy_timeout = {busy_timeout_ms}")
        self._writer = _engine(path, pragmas, connections=1, begin="BEGIN IMMEDIATE")
        self._readers = _engine(path, (*pragmas, "query_only = ON"), connections=READERS, begin="BEGIN")

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


def _engine(path: Path, pragmas: tuple[str, ...], *, connections: int, begin: str) -> AsyncEngine:
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        pool_size=connections,
        max_overflow=0,
        pool_timeout=TURN_TIMEOUT_SECONDS,
        async_creator=partial(_connect, path),
    )
    event.listen(engine.sync_engine, "connect", _setting(pragmas))
    event.listen(engine.sync_engine, "invalidate", _release)

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


async def _connect(path: Path) -> aiosqlite.Connection:
    """Connect to the end even when cancelled meanwhile: a connection nobody got has to be closed."""
    connection = connection_to(path)
    connecting = asyncio.ensure_future(connection)
    try:
        return await asyncio.shield(connecting)
    except asyncio.CancelledError:
        with suppress(sqlite3.Error):  # a refusal must not stand in the cancellation's place
            await connecting
            await connection.close()
        raise


def _setting(pragmas: tuple[str, ...]) -> Callable[[DBAPIConnection, object], None]:
    def on_connect(connection: DBAPIConnection, _: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return on_connect


def _release(connection: DBAPIConnection, *_: object) -> None:
    """SQLAlchemy drops the connection of a cancelled task without ending its statement, which would keep the lock."""
    connection.rollback()


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except PoolTimeoutError as error:
        log.warning("No database connection was free for %d s.", TURN_TIMEOUT_SECONDS)
        raise Unavailable from error
    except DatabaseError as error:
        if not error.connection_invalidated and _primary_code(error) not in _TRANSIENT:
            raise
        log.warning("The database refused: %s.", error.orig)
        raise Unavailable from error


def _primary_code(error: DatabaseError) -> int:
    code: int = getattr(error.orig, "sqlite_errorcode", 0)
    return code & 0xFF
