"""Each person's own state: their name and their rooms, bound to by whatever page they have open."""

from livechat.chat import Chat
from livechat.events import PEOPLE, PersonUpdated
from livechat.ids import UserId
from livechat.models import Role
from livechat.records import Member
from livechat.services.accounts.account_changes import AccountChanges
from livechat.services.pubsub import QUEUE_LIMIT
from livechat.store import users
from tests.fakes import settle
from tests.people import person, room, say


async def names(chat: Chat, user_id: UserId) -> list[str]:
    await settle()
    return [room.name for room in chat.viewer_states.for_person(user_id).rooms]


async def test_a_state_follows_rooms_and_memberships(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    state = chat.viewer_states.for_person(bob.id)
    harbour = await room(chat, alice, "Harbour")
    assert await names(chat, bob.id) == []

    await chat.memberships.join(bob.id, harbour.id)
    assert await names(chat, bob.id) == ["Harbour"]
    await chat.rooms.edit(alice.id, harbour.id, name="Docks", description="", is_private=True)
    assert await names(chat, bob.id) == ["Docks"]
    await chat.memberships.leave(bob.id, harbour.id)
    assert await names(chat, bob.id) == []

    assert chat.viewer_states.for_person(bob.id) is state


async def test_a_state_follows_its_persons_name(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    state = chat.viewer_states.for_person(alice.id)
    async with chat.db.write() as tx:
        account = await users.update(tx, alice.id, display_name="Alicia")

    AccountChanges(chat.db, chat.bus, chat.directory).publish(account)
    await settle()

    assert state.person.display_name == "Alicia"


async def test_a_deleted_room_is_gone_from_every_state(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)
    viewer_states = [chat.viewer_states.for_person(alice.id), chat.viewer_states.for_person(bob.id)]

    await chat.rooms.delete(alice.id, harbour.id, name="Harbour")
    await settle()

    assert [state.rooms for state in viewer_states] == [(), ()]


async def test_what_is_said_changes_no_state(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    state = chat.viewer_states.for_person(alice.id)
    await settle()
    before = state.rooms

    await say(chat, alice, harbour, "hello")
    await settle()

    assert state.rooms is before


async def test_states_are_right_after_too_many_events(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour")
    state = chat.viewer_states.for_person(bob.id)
    assert await names(chat, bob.id) == []

    chat.directory.put_member(Member(harbour.id, bob.id, Role.MEMBER, chat.clock.now()))  # and its event is lost
    for _ in range(QUEUE_LIMIT + 1):
        chat.bus.publish(PEOPLE, PersonUpdated(alice))
    await settle()

    assert [room.name for room in state.rooms] == ["Harbour"]
