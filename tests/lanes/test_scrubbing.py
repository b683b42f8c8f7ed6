"""What was deleted is taken out of the files' bytes: of the log, and of the tables' unused corners."""

import asyncio
import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from livechat.db import Database
from livechat.errors import Unavailable

ROWS = 1_000


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    db = Database(tmp_path / "livechat.db", busy_timeout_ms=50)
    await db.open()
    yield db
    await db.close()


def log_bytes(folder: Path) -> int:
    return (folder / "livechat.db-wal").stat().st_size


def rows_in(folder: Path) -> set[int]:
    """The rows of which a text stands in the tables' bytes."""
    found = (folder / "livechat.db").read_bytes()
    return {number for number in range(ROWS) if f"marker{number:04}x".encode() in found}


async def grow_and_empty(db: Database) -> set[int]:
    """Write rows, have many of them grow, so that SQLite moves them about, and empty half of them; which."""
    chance = random.Random(42)
    emptied = set(chance.sample(range(ROWS), ROWS // 2))
    async with db.write() as tx:
        await tx.exec_driver_sql("CREATE TABLE said (id INTEGER PRIMARY KEY, body TEXT)")
        for number in range(ROWS):
            body = f"marker{number:04}x" + "w" * chance.randint(0, 300)
            await tx.exec_driver_sql("INSERT INTO said (id, body) VALUES (?, ?)", (number, body))
        for number in chance.sample(range(ROWS), ROWS // 2):
            longer = "h" * chance.randint(0, 900)
            await tx.exec_driver_sql("UPDATE said SET body = body || ? WHERE id = ?", (longer, number))
    for number in emptied:
        async with db.write() as tx:
            await tx.exec_driver_sql("UPDATE said SET body = '' WHERE id = ?", (number,))
    return emptied


async def test_a_rebuild_takes_away_what_sqlite_has_left_between_the_rows(db: Database, tmp_path: Path) -> None:
    emptied = await grow_and_empty(db)
    assert await db.truncate_log()
    left = emptied & rows_in(tmp_path)
    assert left, "SQLite cleans up behind itself now: nothing needs to be rebuilt any more"

    assert await db.rebuild(max_bytes=10**9)
    assert await db.truncate_log()

    assert rows_in(tmp_path) == set(range(ROWS)) - emptied


async def test_nothing_is_rebuilt_that_would_take_too_long(db: Database) -> None:
    assert not await db.rebuild(max_bytes=1_000)


async def test_people_read_on_while_the_tables_are_rebuilt_and_who_writes_waits(db: Database) -> None:
    await grow_and_empty(db)

    async def count() -> int:
        async with db.read() as tx:
            return int((await tx.exec_driver_sql("SELECT count(*) FROM said")).scalar_one())

    async def add() -> None:
        async with db.write() as tx:
            await tx.exec_driver_sql("INSERT INTO said (body) VALUES ('new')")

    await asyncio.gather(db.rebuild(max_bytes=10**9), *(count() for _ in range(20)), *(add() for _ in range(20)))

    assert await count() == ROWS + 20


async def test_the_log_stays_while_somebody_reads_from_it_and_writing_is_not_kept_waiting_for_long(
    db: Database, tmp_path: Path
) -> None:
    await grow_and_empty(db)
    async with db.read() as tx:
        await tx.exec_driver_sql("SELECT count(*) FROM said")
        async with db.write() as other:
            await other.exec_driver_sql("UPDATE said SET body = 'x' WHERE id = 1")
        assert not await db.truncate_log()
        assert log_bytes(tmp_path) > 0

    assert await db.truncate_log()
    assert log_bytes(tmp_path) == 0


async def test_afterwards_the_connection_waits_for_others_as_before(db: Database) -> None:
    await db.truncate_log()

    async with db.write() as tx:
        assert (await tx.exec_driver_sql("PRAGMA busy_timeout")).scalar_one() == 50
        assert (await tx.exec_driver_sql("PRAGMA secure_delete")).scalar_one() == 1


async def test_what_another_process_holds_is_refused(db: Database, tmp_path: Path) -> None:
    other = Database(tmp_path / "livechat.db", busy_timeout_ms=50)
    async with other.write():
        assert not await db.truncate_log()
        with pytest.raises(Unavailable):
            await db.rebuild(max_bytes=10**9)
    await other.close()
