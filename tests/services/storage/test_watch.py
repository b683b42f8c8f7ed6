"""The disk's trouble is known at once, told to all, and over as soon as it is."""

import sqlite3
from contextlib import suppress

import pytest
from sqlalchemy.exc import OperationalError

from livechat.chat import Chat
from livechat.errors import DatabaseRefused, Trouble, Unavailable
from livechat.events import STORAGE, StorageChanged
from livechat.services.storage import watch
from livechat.services.storage.watch import PROBE_EVERY_SECONDS
from tests.eventually import eventually
from tests.fakes import FakeClock
from tests.refusing_database import refusing_database


async def refused(chat: Chat, code: int) -> None:
    """A transaction that SQLite ends with that code."""
    error = sqlite3.OperationalError("on purpose")
    error.sqlite_errorcode = code
    with suppress(DatabaseRefused), chat.db.refusals.translated(writes=True):
        raise OperationalError("", None, error)


def reason(chat: Chat) -> Trouble | None:
    return chat.storage.trouble.reason if chat.storage.trouble else None


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        (sqlite3.SQLITE_FULL, Trouble.DISK_FULL),
        (sqlite3.SQLITE_BUSY, Trouble.LOCKED),
        (sqlite3.SQLITE_READONLY_DBMOVED, Trouble.READ_ONLY),
        (sqlite3.SQLITE_IOERR_WRITE, Trouble.OTHER),
    ],
)
async def test_trouble_is_told_at_once_and_its_end_with_the_next_probe(
    chat: Chat, clock: FakeClock, code: int, trouble: Trouble
) -> None:
    with chat.bus.subscribe(STORAGE) as told:
        await refused(chat, code)
        assert reason(chat) == trouble
        assert told.waiting() == [StorageChanged(chat.storage.trouble)]

        async def is_over() -> bool:
            await clock.advance(PROBE_EVERY_SECONDS)
            return chat.storage.trouble is None

        await eventually(is_over)
        assert told.waiting() == [StorageChanged(None)]


async def test_a_refusal_that_nobody_asked_for_is_noticed_by_the_probe(chat: Chat, clock: FakeClock) -> None:
    async with refusing_database(chat):

        async def is_known() -> bool:
            await clock.advance(PROBE_EVERY_SECONDS)
            return reason(chat) == Trouble.OTHER

        await eventually(is_known)


async def test_a_full_disk_is_full_until_there_is_room(
    chat: Chat, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Something small may still find a place in SQLite's log."""
    room = [0]
    monkeypatch.setattr(watch, "_free_bytes", lambda _: room[0])
    await refused(chat, sqlite3.SQLITE_FULL)
    for _ in range(3):
        await clock.advance(PROBE_EVERY_SECONDS)
        async with chat.db.write():  # after the probe's turn
            pass
    assert reason(chat) == Trouble.DISK_FULL

    room[0] = watch.NEARLY_FULL_BYTES - 1

    async def is_nearly_full() -> bool:
        await clock.advance(PROBE_EVERY_SECONDS)
        return reason(chat) == Trouble.NEARLY_FULL

    await eventually(is_nearly_full)
    assert chat.storage.trouble is not None
    assert not chat.storage.trouble.refuses


async def test_a_damaged_database_stays_damaged_and_is_logged_as_an_error_once(
    chat: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        await refused(chat, sqlite3.SQLITE_CORRUPT)
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    await refused(chat, sqlite3.SQLITE_FULL)

    assert reason(chat) == Trouble.DAMAGED


async def test_passing_trouble_is_a_line_a_minute(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(10):
        await refused(chat, sqlite3.SQLITE_FULL)

    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "the disk is full" in caplog.text


async def test_who_is_refused_reads_why(chat: Chat) -> None:
    with pytest.raises(Unavailable, match="disk is full"):
        raise DatabaseRefused(Trouble.DISK_FULL)
    with pytest.raises(Unavailable, match="trying again does not help"):
        raise DatabaseRefused(Trouble.DAMAGED)
