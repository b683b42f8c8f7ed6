"""What people are writing survives whatever happens to the server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from livechat.chat import Chat
from livechat.config import Settings
from livechat.errors import Unavailable
from livechat.ids import RoomId, UserId
from livechat.records import SavedDraft
from livechat.services.drafts import RETRY_SECONDS, Drafts
from livechat.store import drafts as store
from tests.fakes import FakeClock
from tests.people import person, room


async def stored(chat: Chat) -> dict[tuple[UserId, RoomId], SavedDraft]:
    async with chat.db.read() as tx:
        return await store.list_all(tx)


async def test_a_draft_is_there_at_once_and_stored_soon(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    draft = SavedDraft("half a sent", "id-1")

    chat.drafts.put(alice.id, harbour.id, draft)
    assert chat.drafts.get(alice.id, harbour.id) == draft
    await chat.drafts.flush()

    assert await stored(chat) == {(alice.id, harbour.id): draft}


async def test_drafts_are_there_after_a_restart(settings: Settings, clock: FakeClock) -> None:
    async with Chat(settings, clock=clock).running() as chat:
        alice = await person(chat, "Alice")
        harbour = await room(chat, alice)
        chat.drafts.put(alice.id, harbour.id, SavedDraft("half a sent", "id-1"))

    async with Chat(settings, clock=clock).running() as again:
        assert again.drafts.get(alice.id, harbour.id) == SavedDraft("half a sent", "id-1")


async def test_an_empty_text_ends_the_draft(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    chat.drafts.put(alice.id, harbour.id, SavedDraft("hello", "id-1"))
    await chat.drafts.flush()

    chat.drafts.put(alice.id, harbour.id, SavedDraft("", "id-1"))
    await chat.drafts.flush()

    assert await stored(chat) == {}
    assert chat.drafts.get(alice.id, harbour.id).body == ""


async def test_an_empty_draft_has_an_id_of_its_own_each_time(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)

    first, second = chat.drafts.get(alice.id, harbour.id), chat.drafts.get(alice.id, harbour.id)

    assert first.client_message_id != second.client_message_id


async def test_a_draft_that_became_a_message_is_gone(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    chat.drafts.put(alice.id, harbour.id, SavedDraft("hello", "id-1"))
    await chat.drafts.flush()

    await chat.messages.post(alice.id, harbour.id, "hello", "id-1")
    await chat.drafts.flush()

    assert await stored(chat) == {}
    assert chat.drafts.get(alice.id, harbour.id).body == ""


async def test_what_was_begun_after_sending_stays(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    next_one = SavedDraft("and another th", "id-2")
    chat.drafts.put(alice.id, harbour.id, next_one)

    await chat.messages.post(alice.id, harbour.id, "hello", "id-1")
    await chat.drafts.flush()

    assert chat.drafts.get(alice.id, harbour.id) == next_one
    assert await stored(chat) == {(alice.id, harbour.id): next_one}


async def test_the_drafts_of_a_deleted_room_are_forgotten(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    harbour, attic = await room(chat, alice, "Harbour"), await room(chat, alice, "Attic")
    for each in (harbour, attic):
        chat.drafts.put(alice.id, each.id, SavedDraft("hello", f"id-{each.id}"))

    await chat.rooms.delete(alice.id, harbour.id, name="Harbour")

    assert list(chat.drafts) == [(alice.id, attic.id)]


class FullDisk:
    """A database that refuses to write until there is space again."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self.is_full = True

    @asynccontextmanager
    async def write(self) -> AsyncIterator[object]:
        if self.is_full:
            raise Unavailable
        async with self._chat.db.write() as tx:
            yield tx


async def test_what_could_not_be_written_is_written_later(chat: Chat, clock: FakeClock) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    disk = FullDisk(chat)
    drafts = Drafts(disk, chat.access, clock)  # type: ignore[arg-type]
    chat.supervisor.start_child("drafts on a full disk", drafts.run)

    drafts.put(alice.id, harbour.id, SavedDraft("hel", "id-1"))
    await clock.advance(0.1)
    drafts.put(alice.id, harbour.id, SavedDraft("hello", "id-1"))
    await clock.advance(RETRY_SECONDS)
    assert await stored(chat) == {}
    disk.is_full = False
    await drafts.flush()

    assert await stored(chat) == {(alice.id, harbour.id): SavedDraft("hello", "id-1")}
