"""The connections that searches have to themselves: few at once, one a person, and none for long."""

import time
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager

import aiosqlite
from sqlalchemy import event
from sqlalchemy.engine.interfaces import AdaptedConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.pool import ConnectionPoolEntry

from livechat.errors import Unavailable
from livechat.i18n.text import lazy_gettext
from livechat.lanes.turns import Turns

SEARCHES = 2
MAX_WAITING = 100
MAX_WAITING_EACH = 2
SEARCH_SECONDS = 2.0
LOOK_EVERY_STEPS = 10_000  # of SQLite's virtual machine: well under a millisecond

TOO_LONG = lazy_gettext("That search took too long. Try rarer words, or search in one room.")
LIMIT = "time limit"  # where a connection carries it


class SearchReader:
    """Transactions in which a search runs, and ends in time. No page waits for them."""

    def __init__(self, engine: AsyncEngine, *, patience_seconds: float, seconds: float = SEARCH_SECONDS) -> None:
        self._engine = engine
        self._seconds = seconds
        self._turns = Turns(
            places=SEARCHES,
            places_each=1,
            waiting=MAX_WAITING,
            waiting_each=MAX_WAITING_EACH,
            seconds=patience_seconds,
            newest_wins=True,
        )
        event.listen(engine.sync_engine, "connect", _put_limit)
        event.listen(engine.sync_engine, "invalidate", _end_at_once, insert=True)

    @asynccontextmanager
    async def begin(self, by: Hashable) -> AsyncIterator[AsyncConnection]:
        """A transaction for one search of somebody, who has one at a time; a newer one overtakes what waits.

        Raises Unavailable, too, for a search that takes longer than it may.
        """
        async with self._turns.taken(by), self._engine.begin() as tx:
            limit: _TimeLimit = (await tx.get_raw_connection()).info[LIMIT]
            limit.start(self._seconds)
            try:
                yield tx
            except OperationalError as error:
                if limit.is_over():
                    raise Unavailable(TOO_LONG) from error
                raise

    async def dispose(self) -> None:
        """End every connection and its thread."""
        await self._engine.dispose()


class _TimeLimit:
    """Asked by SQLite on the connection's own thread, in the middle of a statement, whether to stop."""

    def __init__(self) -> None:
        self._until = 0.0

    def start(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def end(self) -> None:
        self._until = 0.0

    def is_over(self) -> bool:
        return time.monotonic() >= self._until


def _put_limit(connection: AdaptedConnection, record: ConnectionPoolEntry) -> None:
    limit = record.info[LIMIT] = _TimeLimit()

    async def have_it_asked(driver: aiosqlite.Connection) -> None:
        await driver.set_progress_handler(limit.is_over, LOOK_EVERY_STEPS)

    connection.run_async(have_it_asked)


def _end_at_once(_: AdaptedConnection, record: ConnectionPoolEntry, _error: BaseException | None) -> None:
    """Whoever asked has gone: what still runs is not waited for."""
    limit: _TimeLimit = record.info[LIMIT]
    limit.end()
