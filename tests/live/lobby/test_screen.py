"""The lobby's cards, as they come, change and go."""

from livechat.chat import Chat
from livechat.live.screens import Screens
from livechat.records import Person
from livechat.services.pubsub import QUEUE_LIMIT
from tests.fakes import FakeClock
from tests.live.watchers import LobbyWatcher
from tests.people import person, room, say


async def two_in_the_lobby(chat: Chat, screens: Screens) -> tuple[Person, Person, LobbyWatcher, LobbyWatcher]:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    hers, his = LobbyWatcher(screens, alice), LobbyWatcher(screens, bob)
    hers.connect()
    his.connect()
    return alice, bob, hers, his


async def test_everybody_sees_the_public_rooms_by_name(chat: Chat, screens: Screens) -> None:
    alice = await person(chat, "Alice")
    for name in ("harbour", "Attic", "cellar"):
        await room(chat, alice, name)
    watcher = LobbyWatcher(screens, alice)

    watcher.connect()

    assert watcher.cards == ["Attic", "cellar", "harbour"]


async def test_a_new_room_an_edit_and_its_end_are_seen_by_all(chat: Chat, screens: Screens, clock: FakeClock) -> None:
    alice, bob, hers, his = await two_in_the_lobby(chat, screens)

    harbour = await room(chat, alice, "Harbour")
    await clock.advance(1)
    assert hers.cards == his.cards == ["Harbour"]
    await chat.rooms.edit(alice.id, harbour.id, name="Docks", description="Ships", is_private=False)
    await chat.memberships.join(bob.id, harbour.id)
    await clock.advance(1)
    assert hers.cards == his.cards == ["Docks"]
    assert "Ships" in his.card("Docks")
    assert "2 members" in his.card("Docks")
    await chat.rooms.delete(alice.id, harbour.id, name="Docks")
    await clock.advance(1)

    assert hers.cards == his.cards == []
    assert "No rooms yet" in str(his.peer.elements["lobby-empty"])


async def test_who_is_there_and_when_something_was_said_stand_on_the_card(
    chat: Chat, screens: Screens, clock: FakeClock
) -> None:
    alice, _, _, his = await two_in_the_lobby(chat, screens)
    harbour = await room(chat, alice, "Harbour")

    chat.presence.join(alice.id, harbour.id, "tab")
    await say(chat, alice, harbour, "hello")
    await clock.advance(1)

    assert "1 online" in his.card("Harbour")
    assert his.card("Harbour").count(" · ") == 2


async def test_a_room_made_private_goes_from_the_others_lobby(chat: Chat, screens: Screens, clock: FakeClock) -> None:
    alice, _, hers, his = await two_in_the_lobby(chat, screens)
    harbour = await room(chat, alice, "Harbour")
    await clock.advance(1)

    await chat.rooms.edit(alice.id, harbour.id, name="Hideout", description="", is_private=True)
    await clock.advance(1)

    assert hers.cards == ["Hideout"]
    assert his.cards == []
    assert "Hideout" not in b"".join(his.peer.transport.written).decode(errors="replace")


async def test_a_strangers_browser_never_hears_of_a_private_room(
    chat: Chat, screens: Screens, clock: FakeClock
) -> None:
    alice, bob, _, his = await two_in_the_lobby(chat, screens)

    made = await chat.rooms.create(alice.id, name="Hideout", is_private=True)
    chat.presence.join(alice.id, made.id, "tab")
    await say(chat, alice, made, "nobody knows")
    await chat.rooms.edit(alice.id, made.id, name="Hideout two", description="", is_private=True)
    await clock.advance(1)
    his.disconnect()
    his.connect()
    await clock.advance(1)

    assert his.cards == []
    assert b"Hideout" not in b"".join(his.peer.transport.written)
    assert [room.name for room in chat.rooms.list_readable(bob.id)] == []


async def test_who_comes_back_sees_what_was_missed(chat: Chat, screens: Screens, clock: FakeClock) -> None:
    alice, _, _, his = await two_in_the_lobby(chat, screens)
    gone = await room(chat, alice, "Attic")
    await clock.advance(1)
    his.disconnect()

    await chat.rooms.delete(alice.id, gone.id, name="Attic")
    await room(chat, alice, "Harbour")
    await clock.advance(1)
    his.connect()

    assert his.cards == ["Harbour"]
    assert f"k{gone.id}" not in his.peer.elements


async def test_who_leaves_keeps_nothing_of_the_lobby(chat: Chat, screens: Screens, clock: FakeClock) -> None:
    alice, _, _, his = await two_in_the_lobby(chat, screens)
    await room(chat, alice, "Harbour")
    await clock.advance(1)

    his.leave()

    assert his.peer.elements == {}


async def test_the_lobby_starts_afresh_when_it_missed_too_much(chat: Chat, screens: Screens, clock: FakeClock) -> None:
    alice, _, _, his = await two_in_the_lobby(chat, screens)
    harbour, attic = await room(chat, alice, "Harbour"), await room(chat, alice, "Attic")
    await clock.advance(1)

    chat.presence.join(alice.id, harbour.id, "tab")
    for _ in range(QUEUE_LIMIT):
        chat.presence.join(alice.id, attic.id, "tab")
        chat.presence.leave(alice.id, attic.id, "tab")
    await clock.advance(1)

    assert "1 online" in his.card("Harbour")
