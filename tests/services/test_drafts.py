"""What people are writing survives whatever happens to the server."""

import weakref
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from livechat.chat import Chat
from livechat.config import Settings
from livechat.errors import Invalid, Unavailable
from livechat.ids import RoomId, UserId
from livechat.records import Person, RoomInfo, SavedDraft
from livechat.services.drafts.drafts import MAX_CHARACTERS, RECOVERY_SECONDS, Drafts
from livechat.services.write_behind import GATHER_SECONDS, RETRY_SECONDS
from livechat.store import drafts as store
from tests.eventually import eventually
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


async def test_however_fast_somebody_types_drafts_are_written_twice_a_second(chat: Chat, clock: FakeClock) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    disk = FullDisk(chat)
    disk.is_full = False
    drafts = Drafts(disk, chat.bus, chat.access, clock)  # type: ignore[arg-type]
    chat.supervisor.start_child("drafts of a fast typist", drafts.run)

    for number in range(300):  # ten seconds
        drafts.put(alice.id, harbour.id, SavedDraft("x" * (number + 1), "id-1"))
        await clock.advance(1 / 30)
        await eventually(lambda: disk.is_idle)

    assert 15 <= disk.writes <= 10 / GATHER_SECONDS + 1
    await clock.advance(GATHER_SECONDS)
    await eventually(lambda: disk.is_idle)
    assert (await stored(chat))[alice.id, harbour.id].body == "x" * 300


async def test_a_draft_that_no_field_can_hold_is_refused_and_the_one_before_stays(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    draft = SavedDraft("x" * MAX_CHARACTERS, "id-1")
    chat.drafts.put(alice.id, harbour.id, draft)

    with pytest.raises(Invalid):
        chat.drafts.put(alice.id, harbour.id, SavedDraft("x" * (MAX_CHARACTERS + 1), "id-1"))

    assert chat.drafts.get(alice.id, harbour.id) == draft


class FullDisk:
    """A database that refuses to write until there is space again."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self.is_full = True
        self.is_idle = True
        self.writes = 0

    @asynccontextmanager
    async def write(self) -> AsyncIterator[object]:
        if self.is_full:
            raise Unavailable
        self.writes += 1
        self.is_idle = False
        async with self._chat.db.write() as tx:
            yield tx
        self.is_idle = True


async def test_what_could_not_be_written_is_written_later(chat: Chat, clock: FakeClock) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    disk = FullDisk(chat)
    drafts = Drafts(disk, chat.bus, chat.access, clock)  # type: ignore[arg-type]
    chat.supervisor.start_child("drafts on a full disk", drafts.run)

    drafts.put(alice.id, harbour.id, SavedDraft("hel", "id-1"))
    await clock.advance(0.1)
    drafts.put(alice.id, harbour.id, SavedDraft("hello", "id-1"))
    await clock.advance(RETRY_SECONDS)
    assert await stored(chat) == {}
    disk.is_full = False
    await drafts.flush()

    assert await stored(chat) == {(alice.id, harbour.id): SavedDraft("hello", "id-1")}


# What a page shows that nobody has listened to for a while


async def test_what_was_typed_meanwhile_is_kept_in_the_place_of_what_was_known(chat: Chat) -> None:
    alice, harbour = await somebody_somewhere(chat)
    chat.drafts.put(alice.id, harbour.id, SavedDraft("half", "id-1"))

    kept = await chat.drafts.recover(alice.id, harbour.id, SavedDraft("half a", "id-1"), was_typed=True)

    assert kept == chat.drafts.get(alice.id, harbour.id) == SavedDraft("half a", "id-1")


async def test_what_was_sent_already_and_not_cleared_is_no_draft(chat: Chat) -> None:
    alice, harbour = await somebody_somewhere(chat)
    await chat.messages.post(alice.id, harbour.id, "sent", "id-1")

    assert (await chat.drafts.recover(alice.id, harbour.id, SavedDraft("sent", "id-1"), was_typed=False)).body == ""
    kept = await chat.drafts.recover(alice.id, harbour.id, SavedDraft("sentand more", "id-1"), was_typed=True)

    assert kept.body == "and more"
    assert kept.client_message_id != "id-1"


async def test_a_draft_that_was_sent_elsewhere_under_another_id_does_not_come_back_by_itself(
    chat: Chat, clock: FakeClock
) -> None:
    alice, harbour = await somebody_somewhere(chat)
    await clock.advance(RECOVERY_SECONDS)

    await chat.drafts.recover(alice.id, harbour.id, SavedDraft("half", "id-1"), was_typed=False)
    assert list(chat.drafts) == []
    await chat.drafts.recover(alice.id, harbour.id, SavedDraft("half a", "id-1"), was_typed=True)

    assert chat.drafts.get(alice.id, harbour.id).body == "half a"


async def test_what_was_lost_on_its_way_when_the_server_ended_suddenly_is_kept_after_its_start(chat: Chat) -> None:
    alice, harbour = await somebody_somewhere(chat)

    await chat.drafts.recover(alice.id, harbour.id, SavedDraft("pasted", "id-1"), was_typed=False)

    assert chat.drafts.get(alice.id, harbour.id) == SavedDraft("pasted", "id-1")


async def test_a_message_that_was_never_stored_goes_before_what_was_typed_since(chat: Chat) -> None:
    alice, harbour = await somebody_somewhere(chat)
    chat.drafts.put(alice.id, harbour.id, SavedDraft("on its way", "id-1"))

    kept = await chat.drafts.recover(alice.id, harbour.id, SavedDraft("and more", "id-2"), was_typed=True)

    assert kept.body == "on its way\nand more"
    assert kept.client_message_id not in ("id-1", "id-2")


async def test_an_old_tab_does_not_write_over_what_was_typed_in_another(chat: Chat) -> None:
    alice, harbour = await somebody_somewhere(chat)
    chat.drafts.put(alice.id, harbour.id, SavedDraft("plan B", "id-2"))

    await chat.drafts.recover(alice.id, harbour.id, SavedDraft("plan", "id-1"), was_typed=False)
    assert chat.drafts.get(alice.id, harbour.id) == SavedDraft("plan B", "id-2")
    await chat.drafts.recover(alice.id, harbour.id, SavedDraft("plan B it is", "id-1"), was_typed=True)

    assert chat.drafts.get(alice.id, harbour.id) == SavedDraft("plan B it is", "id-1")


async def somebody_somewhere(chat: Chat) -> tuple[Person, RoomInfo]:
    alice = await person(chat, "Alice")
    return alice, await room(chat, alice)


async def test_whoever_shows_a_draft_follows_what_any_tab_does_to_it(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)
    state = chat.drafts.follow(alice.id, harbour.id)
    assert state is chat.drafts.follow(alice.id, harbour.id)
    assert state.draft is None

    chat.drafts.put(alice.id, harbour.id, SavedDraft("hello", "id-1"))
    chat.drafts.put(bob.id, harbour.id, SavedDraft("mine", "id-2"))
    assert state.draft == SavedDraft("hello", "id-1")

    await chat.messages.post(alice.id, harbour.id, "hello", "id-1")
    assert state.draft is None


async def test_a_draft_that_nobody_shows_is_told_to_nobody(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    gone = weakref.ref(chat.drafts.follow(alice.id, harbour.id))

    assert gone() is None
