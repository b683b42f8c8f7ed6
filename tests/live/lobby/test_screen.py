"""The lobby's cards, as they come, change and go."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from livechat.chat import Chat
from livechat.components.times import seconds_until_tomorrow
from livechat.events import ROOMS, RoomUpdated
from livechat.ids import RoomId, UserId
from livechat.live.lobby.listing import PAGE_ROOMS
from livechat.live.lobby.screen import MAX_CARDS_AT_ONCE
from livechat.live.screens import Screens
from livechat.models import Role
from livechat.preferences.hours import hours_24
from livechat.records import Member, Person, RoomInfo
from livechat.services.pubsub import QUEUE_LIMIT
from tests.fakes import FakeClock
from tests.internals.peers import update_in
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
    assert not [name for name in his.peer.elements if str(name).startswith(f"k{gone.id}")]


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


async def crowd(chat: Chat, screens: Screens, count: int) -> list[LobbyWatcher]:
    watchers = [LobbyWatcher(screens, await person(chat, f"Person {number}")) for number in range(count)]
    for watcher in watchers:
        watcher.connect()
    return watchers


def many_rooms(chat: Chat, maker: Person, count: int) -> list[RoomInfo]:
    """Public rooms as the directory has them, each a minute younger than the one before."""
    made = []
    for number in range(count):
        at = chat.clock.now() + timedelta(minutes=number - count)
        made.append(RoomInfo(RoomId(1_000 + number), f"Room {number:04}", "", f"r{number}", maker.id, False, at))
        chat.directory.put_room(made[-1])
    return made


def belong(chat: Chat, user_id: UserId, place: RoomInfo) -> None:
    """Make somebody a member as far as the directory knows."""
    chat.directory.put_member(Member(place.id, user_id, Role.MEMBER, chat.clock.now()))


async def test_a_changed_card_is_one_small_frame_for_all_whose_rooms_stand(
    chat: Chat, screens: Screens, clock: FakeClock
) -> None:
    alice = await person(chat, "Alice")
    rooms = many_rooms(chat, alice, 1_000)
    watchers = await crowd(chat, screens, 20)
    for watcher, own in zip(watchers, rooms, strict=False):  # everybody has other rooms of their own
        belong(chat, watcher.viewer.user_id, own)
        watcher.disconnect()
        watcher.connect()
    await clock.advance(1)
    told = [len(watcher.peer.transport.written) for watcher in watchers]

    chat.presence.join(alice.id, rooms[-1].id, "tab")
    await clock.advance(1)

    frames = [watcher.peer.transport.written[before:] for watcher, before in zip(watchers, told, strict=True)]
    assert all(len(sent) == 1 and sent[0] is frames[0][0] for sent in frames)
    assert len(frames[0][0]) < 1_000
    assert all("1 online" in watcher.card("Room 0999") for watcher in watchers)


async def test_whose_rooms_stand_is_not_looked_up_again(
    chat: Chat, screens: Screens, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, _, hers, _ = await two_in_the_lobby(chat, screens)
    harbour = await room(chat, alice, "Harbour")
    await clock.advance(1)
    asked, rooms_of = [], chat.directory.rooms_of
    monkeypatch.setattr(chat.directory, "rooms_of", lambda user_id: asked.append(user_id) or rooms_of(user_id))  # type: ignore[func-returns-value]

    for _ in range(5):
        await say(chat, alice, harbour, "hello")
        await clock.advance(60)
        assert hours_24(clock.now() - timedelta(minutes=1)) in hers.card("Harbour")

    assert asked == []


async def test_the_liveliest_public_rooms_are_shown_and_the_others_page_by_page(
    chat: Chat, screens: Screens, clock: FakeClock
) -> None:
    alice, bob, hers, his = await two_in_the_lobby(chat, screens)
    rooms = many_rooms(chat, bob, 2 * PAGE_ROOMS + 10)
    own = await chat.rooms.create(alice.id, name="Hideout", is_private=True)
    belong(chat, alice.id, rooms[0])
    await clock.advance(1)
    latest = [room.name for room in rooms[-PAGE_ROOMS:]]
    assert (his.cards, his.has_more) == (latest, True)
    assert hers.cards == [own.name, rooms[0].name, *latest]

    his.show_more()
    assert (his.cards, his.has_more) == ([room.name for room in rooms[10:]], True)
    his.disconnect()
    his.connect()
    assert len(his.cards) == 2 * PAGE_ROOMS
    for _ in range(3):
        his.show_more()

    assert (his.cards, his.has_more) == ([room.name for room in rooms], False)
    assert hers.has_more


async def test_a_room_beyond_the_first_page_comes_up_when_something_is_said_there(
    chat: Chat, screens: Screens, clock: FakeClock
) -> None:
    _, bob, hers, _ = await two_in_the_lobby(chat, screens)
    harbour = await room(chat, bob, "Harbour")
    clock.set_forward(24 * 3_600)
    many_rooms(chat, bob, PAGE_ROOMS)
    await clock.advance(1)
    hers.disconnect()
    hers.connect()
    assert "Harbour" not in hers.cards

    await say(chat, bob, harbour, "hello")
    await clock.advance(1)

    assert "Harbour" in hers.cards
    assert len(hers.cards) == PAGE_ROOMS


async def test_what_was_said_today_was_said_on_its_day_when_the_day_is_over(
    chat: Chat, screens: Screens, clock: FakeClock
) -> None:
    clock.set_forward(seconds_until_tomorrow(clock.now(), UTC) - 60)
    alice, _, hers, _ = await two_in_the_lobby(chat, screens)
    await say(chat, alice, await room(chat, alice, "Harbour"), "hello")
    said_at = clock.now()
    await clock.advance(1)
    assert hours_24(said_at) in hers.card("Harbour")

    await clock.advance(61)

    assert hours_24(said_at) not in hers.card("Harbour")
    assert "24 November" in hers.card("Harbour")


@pytest.mark.parametrize(("was", "is_now"), [(False, True), (True, False)])
async def test_what_a_private_room_is_called_is_told_to_nobody_else_in_any_order(
    chat: Chat, screens: Screens, clock: FakeClock, was: bool, is_now: bool
) -> None:
    """The lobby may look at a room before it has heard what became of it."""
    alice, _, hers, his = await two_in_the_lobby(chat, screens)
    harbour = await chat.rooms.create(alice.id, name="Secret" if was else "Harbour", is_private=was)
    await clock.advance(1)

    chat.directory.put_room(replace(harbour, name="Harbour" if was else "Secret", is_private=is_now))
    his.disconnect()
    his.connect()
    chat.presence.join(alice.id, harbour.id, "tab")
    await clock.advance(1)

    assert hers.cards == ["Harbour" if was else "Secret"]
    assert his.cards == ["Harbour"] * was
    assert b"Secret" not in b"".join(his.peer.transport.written)


async def test_who_comes_at_the_moment_of_a_change_takes_it_from_nobody(
    chat: Chat, screens: Screens, clock: FakeClock
) -> None:
    alice, _, hers, his = await two_in_the_lobby(chat, screens)
    harbour = await room(chat, alice, "Harbour")
    await clock.advance(1)

    await chat.rooms.edit(alice.id, harbour.id, name="Docks", description="", is_private=False)
    his.disconnect()
    his.connect()
    await clock.advance(1)

    assert hers.cards == his.cards == ["Docks"]


async def test_a_great_many_changes_are_shown_some_at_a_time(chat: Chat, screens: Screens, clock: FakeClock) -> None:
    alice, _, hers, _ = await two_in_the_lobby(chat, screens)
    rooms = many_rooms(chat, alice, 2 * MAX_CARDS_AT_ONCE)
    hers.disconnect()
    hers.connect()
    hers.show_more()
    told = len(hers.peer.transport.written)

    for made in rooms:
        changed = replace(made, description="changed")
        chat.directory.put_room(changed)
        chat.bus.publish(ROOMS, RoomUpdated(changed))
    await clock.advance(2)

    frames = [update_in(frame) for frame in hers.peer.transport.written[told:]]
    cards = [[name for name in frame if "children" in frame[name]] for frame in frames]
    assert [len(names) for names in cards] == [MAX_CARDS_AT_ONCE] * 2
    assert all("changed" in hers.card(made.name) for made in rooms)
