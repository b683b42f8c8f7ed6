import asyncio
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from livechat import db as module_of_db
from livechat.db import Database
from livechat.errors import Unavailable
from livechat.ids import UserId
from livechat.records import Person, RoomInfo
from livechat.store import messages, rooms
from tests.store.rows import add_messages, add_room, check_index, new_message


@pytest.fixture(autouse=True)
def quick_disk() -> None:
    """The database is set up as a server's."""


@pytest.fixture
def busy_timeout_ms() -> int:
    """So that who waits in vain does not wait for long."""
    return 50


async def positions(db: Database, room: RoomInfo) -> list[int]:
    async with db.read() as tx:
        return [message.position for message in await messages.list_newest(tx, room.id, 1_000)]


def modes(folder: Path) -> dict[str, int]:
    """Who may read and write each file."""
    return {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}


async def test_what_was_written_is_there_after_reopening(
    db: Database, alice: Person, room: RoomInfo, tmp_path: Path
) -> None:
    [message] = await add_messages(db, room, alice, "hello")
    await db.close()

    again = Database(tmp_path / "livechat.db")
    await again.open()
    async with again.read() as tx:
        assert await messages.find(tx, message.id) == message
    await again.close()


async def test_the_connections_are_set_up(db: Database) -> None:
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 50}
    for transaction, query_only in ((db.write, 0), (db.read, 1)):
        async with transaction() as tx:
            for name, value in (expected | {"query_only": query_only}).items():
                assert (await tx.exec_driver_sql(f"PRAGMA {name}")).scalar_one() == value


async def test_ten_writers_at_once_wait_their_turn(db: Database, alice: Person, room: RoomInfo) -> None:
    async def talk() -> None:
        for number in range(10):
            async with db.write() as tx:
                await messages.get_last_position(tx, room.id)  # reading first is what made others meet a lock
                await messages.insert(tx, new_message(room, alice, f"{number}"), alice)

    await asyncio.gather(*(talk() for _ in range(10)))

    assert await positions(db, room) == list(range(100))
    await check_index(db)


async def test_readers_go_on_while_somebody_writes(db: Database, alice: Person, room: RoomInfo) -> None:
    async with db.write() as tx:
        await messages.insert(tx, new_message(room, alice, "unfinished"), alice)
        seen = await asyncio.gather(*(positions(db, room) for _ in range(10)))

    assert seen == [[]] * 10
    assert await positions(db, room) == [0]


async def test_a_reader_sees_one_moment(db: Database, alice: Person, room: RoomInfo) -> None:
    async with db.read() as tx:
        before = await messages.get_last_position(tx, room.id)
        await add_messages(db, room, alice, "meanwhile")
        assert await messages.get_last_position(tx, room.id) == before == -1


async def test_a_reader_cannot_write(db: Database, room: RoomInfo) -> None:
    with pytest.raises(OperationalError):  # a bug of ours, and no trouble that passes
        async with db.read() as tx:
            await rooms.delete(tx, room.id)

    async with db.read() as tx:
        assert await rooms.list_all(tx) == [room]


async def test_an_error_takes_everything_of_its_transaction_back(db: Database, alice: Person, room: RoomInfo) -> None:
    async def quarrel() -> None:
        async with db.write() as tx:
            await messages.insert(tx, new_message(room, alice, "never mind"), alice)
            raise KeyError

    with pytest.raises(KeyError):
        await quarrel()

    await add_messages(db, room, alice, "hello")
    assert await positions(db, room) == [0]


async def test_a_constraint_stays_a_constraint(db: Database, alice: Person, room: RoomInfo) -> None:
    with pytest.raises(IntegrityError):
        await add_room(db, alice, room.slug)


@pytest.mark.parametrize("turns", range(0, 60, 3))
async def test_a_cancelled_writer_leaves_nothing_half_done(
    db: Database, alice: Person, room: RoomInfo, turns: int
) -> None:
    writing = asyncio.create_task(add_messages(db, room, alice, "one", "two"))
    for _ in range(turns):
        await asyncio.sleep(0)
    writing.cancel()
    await asyncio.wait([writing])

    await add_messages(db, room, alice, "three")

    assert await positions(db, room) in ([0], [0, 1, 2])
    await check_index(db)


@pytest.mark.parametrize("turns", range(0, 40, 3))
async def test_cancelled_readers_leave_their_places_to_others(
    db: Database, alice: Person, room: RoomInfo, turns: int
) -> None:
    reading = [asyncio.create_task(positions(db, room)) for _ in range(8)]
    for _ in range(turns):
        await asyncio.sleep(0)
    for task in reading:
        task.cancel()
    await asyncio.wait(reading)

    assert await asyncio.gather(*(positions(db, room) for _ in range(8))) == [[]] * 8


async def test_a_full_disk_is_told_and_later_overcome(db: Database, alice: Person, room: RoomInfo) -> None:
    async with db.write() as tx:
        pages = (await tx.exec_driver_sql("PRAGMA page_count")).scalar_one()
        await tx.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Unavailable):
        await add_messages(db, room, alice, "x" * 100_000)

    async with db.write() as tx:
        await tx.exec_driver_sql("PRAGMA max_page_count = 1000000")
    await add_messages(db, room, alice, "there is room again")
    assert await positions(db, room) == [0]
    await check_index(db)


async def test_another_process_that_holds_the_file_is_waited_for_and_then_told(
    db: Database, alice: Person, room: RoomInfo, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "livechat.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable):
            await add_messages(db, room, alice, "hello?")
        other.execute("COMMIT")

    await add_messages(db, room, alice, "hello")
    assert await positions(db, room) == [0]


async def test_who_gets_no_turn_in_time_is_told(
    db: Database, alice: Person, room: RoomInfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module_of_db, "TURN_TIMEOUT_SECONDS", 0.05)
    hurried = Database(tmp_path / "livechat.db")

    async with hurried.write():
        with pytest.raises(Unavailable):
            await add_messages(hurried, room, alice, "is it my turn?")
    await add_messages(hurried, room, alice, "now it is")

    assert await positions(hurried, room) == [0]
    await hurried.close()


async def test_a_refusal_at_the_commit_stores_nothing(db: Database, alice: Person, room: RoomInfo) -> None:
    nobody = Person(UserId(99), "Nobody")

    async def speak() -> None:
        async with db.write() as tx:
            await tx.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            await messages.insert(tx, new_message(room, nobody, "boo"), nobody)

    with pytest.raises(IntegrityError):
        await speak()
    assert await positions(db, room) == []


async def test_the_files_are_private(db: Database, alice: Person, tmp_path: Path) -> None:
    assert modes(tmp_path) == {"livechat.db": 0o600, "livechat.db-wal": 0o600, "livechat.db-shm": 0o600}


async def test_closing_ends_every_thread_and_folds_the_log_back(
    db: Database, alice: Person, room: RoomInfo, tmp_path: Path
) -> None:
    await asyncio.gather(*(positions(db, room) for _ in range(10)))
    await db.close()

    assert modes(tmp_path).keys() == {"livechat.db"}
