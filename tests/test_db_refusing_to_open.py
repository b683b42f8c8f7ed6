"""A database file that cannot be opened: who is cancelled meanwhile is cancelled, and is not told of the refusal."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from livechat.db import Database
from livechat.errors import Unavailable
from tests.refusing_database import end_connections


@pytest.fixture
async def refusing(tmp_path: Path) -> AsyncIterator[Database]:
    """There is a folder where the file should be."""
    db = Database(tmp_path)
    yield db
    await end_connections(db)


async def read(db: Database) -> None:
    async with db.read():
        raise AssertionError("it was opened")


async def test_it_is_unavailable(refusing: Database) -> None:
    with pytest.raises(Unavailable):
        await read(refusing)


@pytest.mark.parametrize("turns", range(8))
async def test_a_cancelled_reader_is_cancelled(refusing: Database, turns: int) -> None:
    reading = asyncio.create_task(read(refusing))
    for _ in range(turns):
        await asyncio.sleep(0)
    was_refused = reading.done()
    reading.cancel()
    await asyncio.wait([reading])

    assert reading.cancelled() != was_refused
