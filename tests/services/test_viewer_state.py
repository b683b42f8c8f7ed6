"""Each person's own desk: their name and their rooms, bound to by whatever page they have open."""

import gc
import weakref

from nicegui import binding

from livechat.chat import Chat
from livechat.events import PEOPLE, PersonUpdated
from livechat.models import Role
from livechat.records import Member
from livechat.services.accounts.account_changes import People
from livechat.services.pubsub import QUEUE_LIMIT
from livechat.store import users
from tests.fakes import settle
from tests.people import person, room, say


async def names(chat: Chat, user_id: int) -> list[str]:
    await settle()
    return [room.name for room in chat.desks.of(user_id).rooms]


async def test_a_desk_follows_rooms_and_memberships(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    desk = chat.desks.of(bob.id)
    harbour = await room(chat, alice, "Harbour")
    assert await names(chat, bob.id) == []

    await chat.rooms.join(bob.id, harbour.id)
    assert await names(chat, bob.id) == ["Harbour"]
    await chat.rooms.edit(alice.id, harbour.id, name="Docks", description="", is_private=True)
    assert await names(chat, bob.id) == ["Docks"]
    await chat.rooms.leave(bob.id, harbour.id)
    assert await names(chat, bob.id) == []

    assert chat.desks.of(bob.id) is desk


async def test_a_desk_follows_its_persons_name(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    desk = chat.desks.of(alice.id)
    async with chat.db.write() as tx:
        account = await users.change(tx, alice.id, display_name="Alicia")

    People(chat.db, chat.bus, chat.directory).tell(account)
    await settle()

    assert desk.person.display_name == "Alicia"


async def test_a_deleted_room_is_gone_from_every_desk(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)
    desks = [chat.desks.of(alice.id), chat.desks.of(bob.id)]

    await chat.rooms.delete(alice.id, harbour.id, name="Harbour")
    await settle()

    assert [desk.rooms for desk in desks] == [(), ()]


async def test_what_is_said_moves_no_desk(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    desk = chat.desks.of(alice.id)
    await settle()
    before = desk.rooms

    await say(chat, alice, harbour, "hello")
    await settle()

    assert desk.rooms is before


async def test_desks_are_right_after_too_many_events(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour")
    desk = chat.desks.of(bob.id)
    assert await names(chat, bob.id) == []

    chat.directory.put_member(Member(harbour.id, bob.id, Role.MEMBER, chat.clock.now()))  # and its event is lost
    for _ in range(QUEUE_LIMIT + 1):
        chat.bus.publish(PEOPLE, PersonUpdated(alice))
    await settle()

    assert [room.name for room in desk.rooms] == ["Harbour"]


async def test_a_desk_goes_with_its_last_page(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    desk = weakref.ref(chat.desks.of(alice.id))

    gc.collect()

    assert desk() is None


def test_nothing_is_polled() -> None:
    assert not binding.active_links
