"""What is only in memory when the program ends is written down, kept for the next start, or told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from livechat.chat import Chat
from livechat.config import Settings
from livechat.errors import NotWritten, StartError, Unavailable
from livechat.ids import RoomId, UserId
from livechat.records import SavedDraft
from livechat.services.drafts.drafts import Drafts
from livechat.services.storage.last_writes import LastWrites
from livechat.services.storage.unsaved import NAME, RESERVE_BYTES, RESERVE_NAME
from tests.eventually import eventually
from tests.fakes import FakeClock
from tests.people import person, room
from tests.refusing_database import refusing_database
from tests.trouble import locked

DRAFT = SavedDraft("half a sent", "id-1")


async def write_a_draft(chat: Chat) -> tuple[UserId, RoomId]:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    chat.drafts.put(alice.id, harbour.id, DRAFT)
    return alice.id, harbour.id


def last_writes(chat: Chat) -> LastWrites:
    return LastWrites(chat.settings.data_dir, chat.drafts, chat.reading, chat.accounts.sessions)


async def test_a_draft_is_written_also_when_what_was_done_meanwhile_fails(settings: Settings, clock: FakeClock) -> None:
    with suppress(KeyError):
        async with Chat(settings, clock=clock).running() as chat:
            key = await write_a_draft(chat)
            raise KeyError

    async with Chat(settings, clock=clock).running() as again:
        assert again.drafts.get(*key) == DRAFT


async def test_a_draft_that_the_database_refuses_is_kept_for_the_next_start(
    settings: Settings, clock: FakeClock
) -> None:
    async with Chat(settings, clock=clock).running() as chat:
        await chat.supervisor.stop_child("drafts")
        key = await write_a_draft(chat)
        async with refusing_database(chat):
            with pytest.raises(NotWritten, match="1 drafts are kept in"):
                await last_writes(chat).write(seconds=5.0)
        chat.drafts.forget_room(key[1])

    async with Chat(settings, clock=clock).running() as again:
        assert again.drafts.get(*key) == DRAFT
        assert again.drafts.unsaved == {}
    assert not (settings.data_dir / NAME).exists()


async def test_the_end_does_not_wait_for_a_lock(chat: Chat) -> None:
    await chat.supervisor.stop_child("drafts")
    await write_a_draft(chat)
    with locked(chat.settings.database):
        async with asyncio.timeout(3):
            with pytest.raises(NotWritten, match="1 drafts are kept in"):
                await last_writes(chat).write(seconds=0.05)
    await eventually(lambda: not chat.drafts.unsaved)


async def test_drafts_that_cannot_be_kept_are_told(chat: Chat) -> None:
    await chat.supervisor.stop_child("drafts")
    await write_a_draft(chat)
    (chat.settings.data_dir / NAME).mkdir()
    async with refusing_database(chat):
        with pytest.raises(NotWritten, match=r"1 drafts are lost \(Is a directory\)"):
            await last_writes(chat).write(seconds=5.0)
    (chat.settings.data_dir / NAME).rmdir()


async def test_uses_that_cannot_be_written_are_told(chat: Chat, clock: FakeClock) -> None:
    secret, session = await chat.accounts.open_session((await person(chat, "Alice")).id)
    await chat.accounts.sessions.find(secret)
    await clock.advance(61)
    chat.accounts.sessions.touch(session.id)
    async with refusing_database(chat):
        with pytest.raises(NotWritten, match="the last use of 1 sessions is forgotten"):
            await last_writes(chat).write(seconds=5.0)


async def test_a_file_of_drafts_that_is_none_is_said_at_the_start(settings: Settings, clock: FakeClock) -> None:
    (settings.data_dir / NAME).write_text("shopping list")

    with pytest.raises(StartError, match=NAME):
        async with Chat(settings, clock=clock).running():
            pass


class FullDisk:
    """A database that refuses until the reserve has made room."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    @asynccontextmanager
    async def write(self) -> AsyncIterator[object]:
        if (self._chat.settings.data_dir / RESERVE_NAME).exists():
            raise Unavailable
        async with self._chat.db.write() as tx:
            yield tx


async def test_the_reserve_makes_room_for_the_last_writes(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    drafts = Drafts(FullDisk(chat), chat.bus, chat.access, chat.clock)  # type: ignore[arg-type]  # it writes, and no more
    drafts.put(alice.id, harbour.id, DRAFT)
    assert (chat.settings.data_dir / RESERVE_NAME).stat().st_size == RESERVE_BYTES

    await LastWrites(chat.settings.data_dir, drafts, chat.reading, chat.accounts.sessions).write(seconds=5.0)

    assert drafts.unsaved == {}
    assert not (chat.settings.data_dir / NAME).exists()
