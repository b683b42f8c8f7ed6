"""The pool of connections: each comes back without a transaction."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiosqlite
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import greenlet_spawn

from livechat.lanes.engine import make_engine


async def transact(engine: AsyncEngine) -> None:
    async with engine.begin() as tx:
        await tx.exec_driver_sql("SELECT 1")


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """It has one connection, which is set up."""
    engine = make_engine(tmp_path / "some.db", (), connections=1, begin="BEGIN", patience_seconds=5)
    await transact(engine)
    yield engine
    await engine.dispose()


@pytest.fixture
def rolled_back(monkeypatch: pytest.MonkeyPatch) -> list[aiosqlite.Connection]:
    """The connections that were told to roll back."""
    told: list[aiosqlite.Connection] = []
    rollback = aiosqlite.Connection.rollback

    async def noted(connection: aiosqlite.Connection) -> None:
        told.append(connection)
        await rollback(connection)

    monkeypatch.setattr(aiosqlite.Connection, "rollback", noted)
    return told


async def test_what_was_committed_is_not_rolled_back(
    engine: AsyncEngine, rolled_back: list[aiosqlite.Connection]
) -> None:
    await transact(engine)

    assert rolled_back == []


async def test_a_connection_that_comes_back_within_a_transaction_is_rolled_back(
    engine: AsyncEngine, rolled_back: list[aiosqlite.Connection]
) -> None:
    borrowed = await engine.raw_connection()
    connection = borrowed.driver_connection
    assert isinstance(connection, aiosqlite.Connection)
    await connection.execute("BEGIN")

    await greenlet_spawn(borrowed.close)

    await transact(engine)
    assert rolled_back == [connection]
