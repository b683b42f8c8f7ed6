"""Signing out works while the database refuses, and is stored as soon as it takes again, also by the next start."""

import logging
import sqlite3
from contextlib import closing

import pytest

from livechat.chat import Chat
from livechat.config import Settings
from livechat.errors import NotWritten
from livechat.records import Session
from livechat.services.accounts.session_upkeep import WRITE_USES_EVERY_SECONDS
from livechat.services.storage.last_writes import LastWrites
from tests.eventually import eventually
from tests.fakes import FakeClock
from tests.people import person
from tests.refusing_database import refusing_database


async def sign_in(chat: Chat) -> tuple[str, Session]:
    """A session that has been used, as one is whose page shows "Log out"."""
    secret, session = await chat.accounts.open_session((await person(chat, "Alice")).id)
    await chat.accounts.sessions.find(secret)
    return secret, session


async def count_stored(chat: Chat) -> int:
    async with chat.db.read() as tx:
        return int((await tx.exec_driver_sql("SELECT count(*) FROM user_token")).scalar_one())


async def test_it_is_over_at_once_and_stored_when_the_database_takes_it(
    chat: Chat, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    secret, session = await sign_in(chat)
    async with refusing_database(chat):
        await chat.accounts.sign_out(secret)
        assert not chat.accounts.sessions.is_alive(session.id)
    assert await count_stored(chat) == 1
    assert await chat.accounts.sessions.find(secret) is None
    assert await chat.accounts.sessions.list_for(session.user_id) == []
    assert [record.levelno for record in caplog.records if "sign-out" in record.message] == [logging.WARNING]

    async def is_stored() -> bool:
        await clock.advance(WRITE_USES_EVERY_SECONDS)
        return await count_stored(chat) == 0

    await eventually(is_stored)
    assert await chat.accounts.sessions.find(secret) is None


async def test_what_was_not_stored_is_deleted_by_the_next_start(settings: Settings, clock: FakeClock) -> None:
    async with Chat(settings, clock=clock).running() as chat:
        secret, _ = await sign_in(chat)
        async with refusing_database(chat):
            await chat.accounts.sign_out(secret)
            with pytest.raises(NotWritten, match="1 sign-outs are kept in"):
                await LastWrites(settings.data_dir, chat.drafts, chat.reading, chat.accounts.sessions).write(
                    seconds=5.0
                )
        copy = settings.database.with_suffix(".copy")
        with closing(sqlite3.connect(settings.database)) as database:
            database.execute(f"VACUUM INTO '{copy}'")
    copy.replace(settings.database)  # as the refusing database would have left it

    async with Chat(settings, clock=clock).running() as again:
        assert await count_stored(again) == 0
        assert await again.accounts.sessions.find(secret) is None
