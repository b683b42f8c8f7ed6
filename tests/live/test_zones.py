"""People in several time zones: each zone is drawn once, for all who read in it."""

from zoneinfo import ZoneInfo

import pytest

from livechat.chat import Chat
from livechat.live.room.history.window import BLOCK_ROWS
from livechat.live.screens import REAP_EVERY_SECONDS, Screens
from livechat.preferences.choices import Preferences
from livechat.records import Person, RoomInfo
from tests.components.markup import read
from tests.eventually import eventually
from tests.fakes import FakeClock
from tests.live.watchers import LobbyWatcher, Watcher
from tests.people import person, room, say

INDIA = Preferences(zone="Asia/Kolkata")  # 10:00 in UTC is 15:30 there


@pytest.fixture
async def people(chat: Chat) -> list[Person]:
    """The first two read in the server's zone, the last two in India's."""
    everybody = [await person(chat, name) for name in ("Alice", "Bob", "Carol", "Dave")]
    for somebody in everybody[2:]:
        await chat.preferences.change(somebody.id, INDIA)
    return everybody


@pytest.fixture
async def harbour(chat: Chat, people: list[Person]) -> RoomInfo:
    return await room(chat, people[0], "Harbour", *people[1:])


async def watching(chat: Chat, screens: Screens, people: list[Person], place: RoomInfo) -> list[Watcher]:
    watchers = [Watcher(chat, screens, somebody, place) for somebody in people]
    for watcher in watchers:
        await watcher.connect()
    return watchers


def times_of(watcher: Watcher) -> set[str]:
    """What the clocks in the rows show, by 24 hours."""
    shown = [read(row["props"]["innerHTML"]).all("span", class_="clock-24") for row in watcher.rows]
    return {clock.text for clocks in shown for clock in clocks}


async def test_a_room_has_one_screen_for_each_zone(
    chat: Chat, screens: Screens, people: list[Person], harbour: RoomInfo
) -> None:
    watchers = await watching(chat, screens, people, harbour)

    assert watchers[0].screen is watchers[1].screen
    assert watchers[2].screen is watchers[3].screen
    assert watchers[0].screen is not watchers[2].screen


async def test_who_chose_the_servers_zone_shares_its_screen(
    chat: Chat, screens: Screens, people: list[Person], harbour: RoomInfo
) -> None:
    await chat.preferences.change(people[1].id, Preferences(zone="UTC"))

    alice, bob = await watching(chat, screens, people[:2], harbour)

    assert alice.screen is bob.screen


async def test_a_message_is_drawn_once_in_each_zone_and_the_same_bytes_go_to_all_in_it(
    chat: Chat, screens: Screens, clock: FakeClock, people: list[Person], harbour: RoomInfo
) -> None:
    watchers = await watching(chat, screens, people, harbour)
    await clock.advance(1)
    told = [len(watcher.peer.transport.written) for watcher in watchers]

    await say(chat, people[0], harbour, "hello")
    await eventually(lambda: all(watcher.rows for watcher in watchers))

    frames = [watcher.peer.transport.written[before] for watcher, before in zip(watchers, told, strict=True)]
    assert frames[0] is frames[1]
    assert frames[2] is frames[3]
    assert [times_of(watcher) for watcher in watchers] == [{"10:00"}, {"10:00"}, {"15:30"}, {"15:30"}]


async def test_who_moves_to_another_zone_keeps_their_place(
    chat: Chat, screens: Screens, people: list[Person], harbour: RoomInfo
) -> None:
    for number in range(3 * BLOCK_ROWS):
        await say(chat, people[0], harbour, f"message {number}")
    (alice,) = await watching(chat, screens, people[:1], harbour)
    await alice.screen.navigation.show_older(alice.viewer)
    before, window = alice.positions, alice.viewer.window
    assert window is not None

    await chat.preferences.change(people[0].id, INDIA)
    alice.screen.disconnect(alice.viewer)
    await alice.connect()
    await eventually(lambda: times_of(alice) == {"15:30"})

    assert alice.positions == before
    assert alice.viewer.window is not None
    assert alice.viewer.window.blocks == window.blocks


async def test_a_zones_screen_ends_when_nobody_reads_in_it(
    chat: Chat, screens: Screens, clock: FakeClock, people: list[Person], harbour: RoomInfo
) -> None:
    watchers = await watching(chat, screens, people, harbour)

    for watcher in watchers[2:]:
        watcher.leave()
    await clock.advance(REAP_EVERY_SECONDS)

    assert f"screen of room {harbour.id} in UTC" in chat.health()
    assert f"screen of room {harbour.id} in Asia/Kolkata" not in chat.health()


async def test_the_lobby_tells_the_last_activity_in_each_zone_until_its_midnight(
    chat: Chat, screens: Screens, clock: FakeClock, people: list[Person], harbour: RoomInfo
) -> None:
    here, there = LobbyWatcher(screens, people[0]), LobbyWatcher(screens, people[2])
    there.viewer.zone = ZoneInfo("Asia/Kolkata")
    for watcher in (here, there):
        watcher.connect()
    await say(chat, people[0], harbour, "hello")
    await clock.advance(1)
    assert ["10:00" in here.card("Harbour"), "15:30" in there.card("Harbour")] == [True, True]

    clock.set_forward(9 * 3_600)  # 19:00 in UTC, the next day in India
    await clock.advance(61)
    assert ["10:00" in here.card("Harbour"), "24 November" in there.card("Harbour")] == [True, True]

    screens.lobby.move_to_zone(there.viewer, ZoneInfo("UTC"))
    assert "10:00" in there.card("Harbour")
