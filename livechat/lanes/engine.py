"""A pool of connections to the SQLite file, each on a thread of its own."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import aiosqlite
from sqlalchemy import URL, Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from livechat.internals.sqlite_connection import connection_to


def make_engine(
    path: Path, pragmas: tuple[str, ...], *, connections: int, begin: str, patience_seconds: float
) -> AsyncEngine:
    """So many connections to the file, each set up by `pragmas`; a transaction starts with the statement `begin`."""
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        pool_size=connections,
        max_overflow=0,
        pool_timeout=patience_seconds,
        pool_reset_on_return=None,
        async_creator=partial(_connect, path),
    )
    event.listen(engine.sync_engine, "connect", _setting(pragmas))
    event.listen(engine.sync_engine, "reset", _end_transaction)
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


def _end_transaction(connection: DBAPIConnection, *_: object) -> None:
    """SQLAlchemy's pool would roll back whatever comes back, one more way to SQLite's thread after each commit."""
    if connection.driver_connection.in_transaction:
        connection.rollback()


def _release(connection: DBAPIConnection, *_: object) -> None:
    """SQLAlchemy drops the connection of a cancelled task without ending its statement, which would keep the lock."""
    connection.rollback()
