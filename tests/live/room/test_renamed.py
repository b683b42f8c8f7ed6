"""What viewers are told when somebody is called otherwise, or looks otherwise."""

import pytest

from livechat.chat import Chat
from livechat.live.room.history.window import BLOCK_ROWS
from livechat.live.screens import Screens
from livechat.records import Person, RoomInfo
from tests.fakes import FakeClock, settle
from tests.internals.peers import update_in
from tests.live.watchers import Watcher
from tests.people import person, room, say


@pytest.fixture
async def alice(chat: Chat) -> Person:
    return await person(chat, "Alice")


@pytest.fixture
async def bob(chat: Chat) -> Person:
    return await person(chat, "Bob")


@pytest.fixture
async def harbour(chat: Chat, alice: Person, bob: Person) -> RoomInfo:
    return await room(chat, alice, "Harbour", bob)


async def rename(chat: Chat, somebody: Person, name: str, about: str = "") -> None:
    await chat.accounts.own.change_profile(somebody.id, display_name=name, about=about)
    await settle()


async def watch(chat: Chat, screens: Screens, somebody: Person, place: RoomInfo) -> Watcher:
    watcher = Watcher(chat, screens, somebody, place)
    await watcher.connect()
    return watcher


def told_since(watcher: Watcher, count: int) -> list[dict[str, object]]:
    return [update_in(frame) for frame in watcher.peer.transport.written[count:]]


def rows_in(update: dict[str, object]) -> set[str]:
    return {name for name in update if name.startswith("m")}


async def test_a_renamed_authors_rows_change_and_no_others_are_sent(
    chat: Chat, screens: Screens, clock: FakeClock, alice: Person, bob: Person, harbour: RoomInfo
) -> None:
    for author in (alice, bob, alice):
        await say(chat, author, harbour, "hello")
    watchers = [await watch(chat, screens, somebody, harbour) for somebody in (alice, bob)]
    await clock.advance(1)
    told = [len(watcher.peer.transport.written) for watcher in watchers]

    await rename(chat, alice, "Alicia")
    await clock.advance(1)

    frames = [watcher.peer.transport.written[before] for watcher, before in zip(watchers, told, strict=True)]
    assert frames[0] is frames[1]
    first, *later = told_since(watchers[0], told[0])
    assert rows_in(first) == {f"m{harbour.id}-0", f"m{harbour.id}-2"}
    assert not any(rows_in(update) for update in later)
    assert ["Alicia" in str(row) for row in watchers[1].rows] == [True, False, True]
    assert all("Alice<" not in str(watcher.peer.elements) for watcher in watchers)


async def test_a_new_face_is_shown_as_a_new_name_is(
    chat: Chat, screens: Screens, clock: FakeClock, alice: Person, harbour: RoomInfo
) -> None:
    await say(chat, alice, harbour, "hello")
    watcher = await watch(chat, screens, alice, harbour)

    await chat.accounts.own.change_avatar(alice.id, "/avatars/7")
    await clock.advance(1)

    assert "/avatars/7" in str(watcher.rows[0])


async def test_what_no_row_shows_sends_nothing(
    chat: Chat, screens: Screens, clock: FakeClock, alice: Person, harbour: RoomInfo
) -> None:
    await say(chat, alice, harbour, "hello")
    watcher = await watch(chat, screens, alice, harbour)
    await clock.advance(1)
    told = len(watcher.peer.transport.written)

    await rename(chat, alice, "Alice", about="sails")
    await clock.advance(1)

    assert told_since(watcher, told) == []


async def test_each_viewer_is_sent_only_the_rows_of_its_window(
    chat: Chat, screens: Screens, clock: FakeClock, alice: Person, bob: Person, harbour: RoomInfo
) -> None:
    for _ in range(5 * BLOCK_ROWS):
        await say(chat, alice, harbour, "hello")
    above, below = [await watch(chat, screens, somebody, harbour) for somebody in (alice, bob)]
    await above.screen.navigation.show_around(above.viewer, 10)
    await clock.advance(1)
    told = [len(watcher.peer.transport.written) for watcher in (above, below)]

    await rename(chat, alice, "Alicia")
    await clock.advance(1)

    sent = [rows_in(told_since(watcher, before)[0]) for watcher, before in zip((above, below), told, strict=True)]
    assert sent[0] == {f"m{harbour.id}-{position}" for position in range(2 * BLOCK_ROWS)}
    assert sent[1] == {f"m{harbour.id}-{position}" for position in range(3 * BLOCK_ROWS, 5 * BLOCK_ROWS)}


async def test_who_pages_up_or_comes_back_later_sees_the_new_name(
    chat: Chat, screens: Screens, clock: FakeClock, alice: Person, bob: Person, harbour: RoomInfo
) -> None:
    for _ in range(3 * BLOCK_ROWS):
        await say(chat, alice, harbour, "hello")
    watcher = await watch(chat, screens, bob, harbour)

    await rename(chat, alice, "Alicia")
    await watcher.screen.navigation.show_older(watcher.viewer)
    watcher.disconnect()
    await watcher.connect()
    await clock.advance(1)

    assert len(watcher.rows) == 3 * BLOCK_ROWS
    assert all("Alicia" in str(row) for row in watcher.rows)


async def test_a_message_that_was_accepted_under_the_old_name_shows_the_new_one(
    chat: Chat, screens: Screens, clock: FakeClock, alice: Person, harbour: RoomInfo
) -> None:
    watcher = await watch(chat, screens, alice, harbour)

    server = chat.registry.get(harbour.id)
    await rename(chat, alice, "Alicia")
    await server.post(alice, "hello", "late")
    await clock.advance(1)

    assert "Alicia" in str(watcher.rows[0])


async def test_the_people_and_the_typing_line_show_the_new_name(
    chat: Chat, screens: Screens, clock: FakeClock, alice: Person, bob: Person, harbour: RoomInfo
) -> None:
    watcher = await watch(chat, screens, bob, harbour)
    chat.typing.touch(alice.id, harbour.id)
    await clock.advance(1)
    assert watcher.typing == "Alice is typing…"

    await rename(chat, alice, "Alicia")
    await clock.advance(0.5)

    assert watcher.typing == "Alicia is typing…"
    assert "Alicia" in watcher.people
    assert "Alice<" not in watcher.people
