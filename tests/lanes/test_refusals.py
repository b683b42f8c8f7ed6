"""What SQLite's refusals mean: trouble that passes, damage, a reason not to start, or a bug."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError, OperationalError

from livechat.chat import Chat
from livechat.config import Settings
from livechat.db import Database
from livechat.errors import DatabaseRefused, StartError, Trouble, Unavailable
from livechat.lanes.refusals import TROUBLES, starting, trouble_of
from tests.trouble import locked


def refusal(code: int) -> DatabaseError:
    original = sqlite3.OperationalError("on purpose")
    original.sqlite_errorcode = code
    return OperationalError("", None, original)


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        (sqlite3.SQLITE_FULL, Trouble.DISK_FULL),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, Trouble.LOCKED),
        (sqlite3.SQLITE_NOTADB, Trouble.DAMAGED),
        (sqlite3.SQLITE_CORRUPT_INDEX, Trouble.DAMAGED),
        (sqlite3.SQLITE_ERROR, None),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, None),
    ],
)
def test_each_refusal_has_its_meaning(code: int, trouble: Trouble | None) -> None:
    assert trouble_of(refusal(code)) == trouble


def test_who_only_reads_and_writes_has_a_bug() -> None:
    assert trouble_of(refusal(sqlite3.SQLITE_READONLY)) == Trouble.READ_ONLY
    assert trouble_of(refusal(sqlite3.SQLITE_READONLY), writes=False) is None


@pytest.mark.parametrize("code", TROUBLES)
def test_no_trouble_is_a_traceback_at_the_start(code: int) -> None:
    with pytest.raises(StartError, match=rf"/data cannot be used: {TROUBLES[code]}\."), starting(Path("/data")):
        raise DatabaseRefused(TROUBLES[code])


@pytest.mark.parametrize("error", [Unavailable(), refusal(sqlite3.SQLITE_ERROR)])
def test_whatever_the_database_says_at_the_start_is_a_sentence(error: Exception) -> None:
    with pytest.raises(StartError, match="The database /data cannot be used: "), starting(Path("/data")):
        raise error


async def test_a_lock_is_told_as_one(settings: Settings) -> None:
    db = Database(settings.database, busy_timeout_ms=20)
    await db.open()
    with locked(settings.database), pytest.raises(DatabaseRefused, match="Another program on the server holds"):
        async with db.write():
            pass
    await db.close()


async def test_a_start_with_damaged_pages_is_refused(settings: Settings) -> None:
    async with Chat(settings).running():
        pass
    with sqlite3.connect(settings.database) as database:
        [page] = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'room'").fetchone()
        [size] = database.execute("PRAGMA page_size").fetchone()
    database.close()
    content = bytearray(settings.database.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    settings.database.write_bytes(content)

    with pytest.raises(StartError, match=r"cannot be used: the database is damaged\.$"):
        async with asyncio.timeout(10), Chat(settings).running():
            pass
