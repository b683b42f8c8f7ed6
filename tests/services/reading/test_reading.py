"""What is unread, for whom, and what becomes of it: on a real bus and a real file."""

import pytest

from livechat.chat import Chat
from livechat.config import Settings
from livechat.errors import Forbidden, NotFound
from livechat.events import MARKS, UnreadChanged
from livechat.records import Person, RoomInfo
from livechat.services.reading.reading import Reading
from livechat.services.write_behind import GATHER_SECONDS, RETRY_SECONDS
from livechat.store import read_positions as store
from tests.eventually import eventually
from tests.fakes import FakeClock, settle
from tests.people import person, room, say
from tests.refusing_database import refusing_database
from tests.services.reading.deletions import deleted, restored


async def stored(chat: Chat) -> dict[tuple[int, int], int]:
    async with chat.db.read() as tx:
        return {(user, room): position for (user, room), position in (await store.list_read(tx)).items()}


@pytest.fixture
async def bob(chat: Chat) -> Person:
    return await person(chat, "Bob")


@pytest.fixture
async def alice(chat: Chat) -> Person:
    return await person(chat, "Alice")


@pytest.fixture
async def harbour(chat: Chat, alice: Person, bob: Person) -> RoomInfo:
    """Both are in it; Bob has said three things."""
    harbour = await room(chat, alice, "Harbour", bob)
    for body in ("one", "two", "three"):
        await say(chat, bob, harbour, body)
    return harbour


async def test_what_others_say_is_unread_until_it_is_read(
    chat: Chat, alice: Person, bob: Person, harbour: RoomInfo
) -> None:
    assert chat.reading.count(alice.id, harbour.id) == 3
    assert chat.reading.first_unread(alice.id, harbour.id) == 0
    assert chat.reading.count(bob.id, harbour.id) == 0, "who writes has read it"

    chat.reading.read(alice.id, harbour.id, 1)
    assert chat.reading.first_unread(alice.id, harbour.id) == 2
    chat.reading.read(alice.id, harbour.id, 0)
    assert chat.reading.count(alice.id, harbour.id) == 1, "reading never goes back"
    chat.reading.read(alice.id, harbour.id, 10**15)

    assert chat.reading.first_unread(alice.id, harbour.id) is None
    await say(chat, bob, harbour, "four")
    assert chat.reading.count(alice.id, harbour.id) == 1, "what is not said yet cannot be read"


async def test_who_writes_has_read_what_stands_above(chat: Chat, alice: Person, harbour: RoomInfo) -> None:
    await say(chat, alice, harbour, "me too")

    assert chat.reading.count(alice.id, harbour.id) == 0


async def test_what_is_marked_unread_is_unread_again_with_all_that_follows(
    chat: Chat, alice: Person, harbour: RoomInfo
) -> None:
    chat.reading.mark_all_read(alice.id, harbour.id)
    assert chat.reading.count(alice.id, harbour.id) == 0

    chat.reading.mark_unread(alice.id, harbour.id, 1)

    assert chat.reading.first_unread(alice.id, harbour.id) == 1
    assert chat.reading.count(alice.id, harbour.id) == 2
    chat.reading.mark_unread(alice.id, harbour.id, -7)
    assert chat.reading.count(alice.id, harbour.id) == 3


async def test_a_deleted_message_is_not_unread_and_one_that_comes_back_is(
    chat: Chat, alice: Person, bob: Person, harbour: RoomInfo
) -> None:
    page = await chat.messages.list_page(bob.id, harbour.id)

    await deleted(chat, page[0])
    await deleted(chat, page[0])  # it is told a second time when it is final
    assert chat.reading.count(alice.id, harbour.id) == 2
    assert chat.reading.first_unread(alice.id, harbour.id) == 1
    await restored(chat, page[0])

    assert chat.reading.count(alice.id, harbour.id) == 3


async def test_who_joins_begins_with_everything_read_and_of_who_leaves_nothing_is_kept(
    chat: Chat, bob: Person, harbour: RoomInfo
) -> None:
    carol = await person(chat, "Carol")
    assert chat.reading.count(carol.id, harbour.id) == 0, "a reader has nothing unread"
    await chat.memberships.join(carol.id, harbour.id)
    assert chat.reading.count(carol.id, harbour.id) == 0
    assert (await stored(chat))[carol.id, harbour.id] == 2, "in the transaction that made them a member"
    await say(chat, bob, harbour, "four")
    assert chat.reading.count(carol.id, harbour.id) == 1

    await chat.memberships.leave(carol.id, harbour.id)
    assert chat.reading.count(carol.id, harbour.id) == 0
    await say(chat, bob, harbour, "five")
    await chat.memberships.join(carol.id, harbour.id)

    assert chat.reading.count(carol.id, harbour.id) == 0


async def test_who_is_no_member_can_neither_read_nor_mark(chat: Chat, bob: Person, harbour: RoomInfo) -> None:
    carol = await person(chat, "Carol")
    hideout = await room(chat, bob, "Hideout", is_private=True)

    for verb in (chat.reading.read, chat.reading.mark_unread):
        with pytest.raises(Forbidden):
            verb(carol.id, harbour.id, 1)
        with pytest.raises(NotFound):
            verb(carol.id, hideout.id, 1)
    with pytest.raises(Forbidden):
        chat.reading.mark_all_read(carol.id, harbour.id)
    with pytest.raises(NotFound):
        chat.reading.first_unread(carol.id, hideout.id)


async def test_a_deleted_room_is_forgotten(chat: Chat, alice: Person, harbour: RoomInfo) -> None:
    chat.reading.read(alice.id, harbour.id, 1)

    await chat.rooms.delete(alice.id, harbour.id, name="Harbour")
    await settle()

    assert chat.reading.positions(harbour.id).unread(alice.id) == 0
    assert not [key for key in chat.reading.unsaved if key[1] == harbour.id]


async def test_it_is_told_whose_numbers_change(chat: Chat, alice: Person, bob: Person, harbour: RoomInfo) -> None:
    with chat.bus.subscribe(MARKS) as marks:
        await say(chat, bob, harbour, "four")
        assert UnreadChanged(harbour.id) in marks.waiting()
        chat.reading.read(alice.id, harbour.id, 3)
        assert marks.waiting() == [UnreadChanged(harbour.id, alice.id)]
        chat.reading.read(alice.id, harbour.id, 3)
        assert marks.waiting() == [], "nothing has changed"


# Written behind


async def test_a_restart_keeps_what_was_read(settings: Settings, clock: FakeClock) -> None:
    async with Chat(settings, clock=clock).running() as chat:
        alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
        harbour = await room(chat, alice, "Harbour", bob)
        for body in ("one", "two", "three"):
            await say(chat, bob, harbour, body)
        chat.reading.read(alice.id, harbour.id, 0)

    async with Chat(settings, clock=clock).running() as chat:
        assert chat.reading.count(alice.id, harbour.id) == 2
        assert chat.reading.count(bob.id, harbour.id) == 0


async def test_however_much_is_read_it_is_written_twice_a_second(
    chat: Chat, clock: FakeClock, alice: Person, harbour: RoomInfo
) -> None:
    await clock.advance(GATHER_SECONDS)
    key = alice.id, harbour.id
    chat.reading.read(*key, 0)
    await clock.advance(GATHER_SECONDS)
    await chat.reading.flush()
    chat.reading.read(*key, 1)
    chat.reading.read(*key, 2)
    assert (await stored(chat))[key] == 0
    assert chat.reading.unsaved == {key: 2}

    await chat.reading.flush()

    assert (await stored(chat))[key] == 2
    assert chat.reading.unsaved == {}


async def test_what_could_not_be_written_is_written_later(
    chat: Chat, clock: FakeClock, alice: Person, harbour: RoomInfo
) -> None:
    async with refusing_database(chat):
        chat.reading.read(alice.id, harbour.id, 1)
        await clock.advance(GATHER_SECONDS)
        assert chat.reading.count(alice.id, harbour.id) == 1, "read all the same"
    await clock.advance(RETRY_SECONDS)
    await chat.reading.flush()

    assert (await stored(chat))[alice.id, harbour.id] == 1


async def test_it_begins_anew_after_a_crash_with_all_that_was_said_and_read(
    chat: Chat, alice: Person, bob: Person, harbour: RoomInfo
) -> None:
    chat.reading.read(alice.id, harbour.id, 0)
    await chat.supervisor.stop_child("reading")
    await say(chat, bob, harbour, "four")
    attic = await room(chat, bob, "Attic", alice)
    await say(chat, bob, attic, "and here")

    chat.supervisor.start_child("reading", chat.reading.run)
    await settle()
    await say(chat, bob, attic, "and there")

    fresh = Reading(chat.db, chat.bus, chat.access, chat.clock)
    await chat.reading.flush()
    await fresh.load()
    assert [fresh.positions(place.id).unread(alice.id) for place in (harbour, attic)] == [3, 2]
    await eventually(lambda: [chat.reading.count(alice.id, place.id) for place in (harbour, attic)] == [3, 2])
