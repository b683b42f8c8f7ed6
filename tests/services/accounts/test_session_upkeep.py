import asyncio

import pytest

from livechat.chat import Chat
from livechat.config import Settings
from livechat.errors import Unavailable
from livechat.records import Session
from livechat.services.accounts.session_upkeep import WRITE_USES_EVERY_SECONDS
from livechat.services.supervisor import ChildState
from tests.eventually import eventually
from tests.fakes import FakeClock
from tests.people import person
from tests.refusing_database import refusing_database


@pytest.fixture
async def used(chat: Chat, clock: FakeClock) -> Session:
    return await use(chat, clock)


async def use(chat: Chat, clock: FakeClock) -> Session:
    """A session whose last use is not written down yet."""
    secret, session = await chat.accounts.open_session((await person(chat, "Alice")).id)
    await chat.accounts.sessions.find(secret)
    await clock.advance(61)
    chat.accounts.sessions.touch(session.id)
    return session


async def stored_use(chat: Chat) -> str:
    async with chat.db.read() as tx:
        return str((await tx.exec_driver_sql("SELECT last_used_at FROM user_token")).scalar_one())


async def test_uses_are_written_down_every_ten_seconds(chat: Chat, clock: FakeClock, used: Session) -> None:
    async with asyncio.timeout(5):
        while "10:01:01" not in await stored_use(chat):
            await clock.advance(WRITE_USES_EVERY_SECONDS)


async def test_the_last_use_is_still_known_after_a_restart(settings: Settings, clock: FakeClock) -> None:
    async with Chat(settings, clock=clock).running() as chat:
        await use(chat, clock)

    async with Chat(settings, clock=clock).running() as again:
        assert "10:01:01" in await stored_use(again)


async def test_while_the_database_refuses_the_service_goes_on_and_can_be_stopped(
    chat: Chat, clock: FakeClock, used: Session, caplog: pytest.LogCaptureFixture
) -> None:
    async with refusing_database(chat):
        await clock.advance(3 * WRITE_USES_EVERY_SECONDS)
        await eventually(lambda: "cannot be written down" in caplog.text)
        assert chat.supervisor.health()["accounts"] == ChildState.RUNNING
        async with asyncio.timeout(5):
            await chat.supervisor.stop_child("accounts")
    assert not [record for record in caplog.records if record.exc_info]


async def test_what_could_not_be_written_down_is_written_later(chat: Chat, used: Session) -> None:
    async with refusing_database(chat):
        with pytest.raises(Unavailable):
            await chat.accounts.sessions.write_uses()

    await chat.accounts.sessions.write_uses()

    assert "10:01:01" in await stored_use(chat)
