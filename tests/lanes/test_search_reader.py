"""A search ends in time, whatever it looks for, and nobody else's work waits for it."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from livechat.db import Database
from livechat.errors import Unavailable
from livechat.lanes.engine import make_engine
from livechat.lanes.search_reader import SEARCHES, TOO_LONG, SearchReader

ALICE, BOB, CAROL = "alice", "bob", "carol"
FOR_EVER = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def reader_of(path: Path, *, seconds: float) -> SearchReader:
    engine = make_engine(path, (), connections=SEARCHES, begin="BEGIN", patience_seconds=5)
    return SearchReader(engine, patience_seconds=5, seconds=seconds)


@pytest.fixture
async def hurried(tmp_path: Path) -> AsyncIterator[SearchReader]:
    """It takes a twentieth of a second for too long."""
    reader = reader_of(tmp_path / "some.db", seconds=0.05)
    yield reader
    await reader.dispose()


@pytest.fixture
async def patient(tmp_path: Path) -> AsyncIterator[SearchReader]:
    reader = reader_of(tmp_path / "some.db", seconds=300)
    yield reader
    await reader.dispose()


async def search(reader: SearchReader, by: str, what: str = "SELECT 1") -> object:
    async with reader.begin(by) as tx:
        return (await tx.exec_driver_sql(what)).scalar_one()


async def test_a_search_that_takes_too_long_is_ended_and_told(hurried: SearchReader) -> None:
    began = time.monotonic()
    with pytest.raises(Unavailable) as refusal:
        await search(hurried, ALICE, FOR_EVER)

    assert str(refusal.value) == str(TOO_LONG)
    assert time.monotonic() - began < 5
    assert await search(hurried, ALICE) == 1


async def test_what_is_wrong_with_a_search_is_not_called_its_length(patient: SearchReader) -> None:
    with pytest.raises(OperationalError):
        await search(patient, ALICE, "SELECT nothing FROM nowhere")


async def test_a_search_whose_asker_has_gone_ends_too(patient: SearchReader) -> None:
    for by in (ALICE, BOB):
        searching = asyncio.create_task(search(patient, by, FOR_EVER))
        await asyncio.wait([searching], timeout=0.05)
        searching.cancel()
        await asyncio.wait([searching])

    assert await asyncio.gather(*(search(patient, by) for by in (ALICE, BOB, CAROL))) == [1, 1, 1]


async def test_nothing_else_waits_for_searches(tmp_path: Path) -> None:
    db = Database(tmp_path / "livechat.db")
    await db.open()

    async with db.search(ALICE), db.search(BOB):
        waiting = asyncio.create_task(search_one(db, CAROL))
        async with db.read() as tx:
            assert (await tx.exec_driver_sql("SELECT 1")).scalar_one() == 1
        async with db.write() as tx:
            assert (await tx.exec_driver_sql("SELECT 1")).scalar_one() == 1
        assert not waiting.done()
    assert await waiting == 1
    await db.close()


async def search_one(db: Database, by: str) -> object:
    async with db.search(by) as tx:
        return (await tx.exec_driver_sql("SELECT 1")).scalar_one()
