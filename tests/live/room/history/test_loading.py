"""Which blocks of a room's history stay in memory."""

from collections.abc import Iterable

import pytest

from livechat.chat import Chat
from livechat.live.room.history.blocks import Drawn
from livechat.live.room.history.window import BLOCK_ROWS, Window
from livechat.live.screens import REAP_EVERY_SECONDS, Screens
from livechat.records import Person, PostedMessage, RoomInfo
from tests.fakes import FakeClock
from tests.live.watchers import Watcher
from tests.people import person, room, say


async def fill(chat: Chat, author: Person, place: RoomInfo, count: int) -> None:
    for number in range(count):
        await say(chat, author, place, f"message {number}")


async def test_blocks_that_nobody_sees_any_more_are_forgotten(chat: Chat, screens: Screens, clock: FakeClock) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    await fill(chat, alice, harbour, 10 * BLOCK_ROWS)
    watcher = Watcher(chat, screens, alice, harbour)
    await watcher.connect()
    screen, go, viewer = watcher.screen, watcher.screen.navigation, watcher.viewer

    for _ in range(8):
        await go.show_older(viewer)
    assert len(screen.history.blocks) == 10
    go.jump_to_newest(viewer)
    assert screen.history.blocks.keys() == {8, 9}
    await go.show_around(viewer, 10)
    assert screen.history.blocks.keys() == {0, 1, 8, 9}

    viewer.window = Window.newest(9)  # nothing that tells the screen
    await clock.advance(REAP_EVERY_SECONDS)

    assert screen.history.blocks.keys() == {8, 9}


async def test_what_is_being_loaded_for_one_is_not_dropped_by_anothers_jump(
    chat: Chat, screens: Screens, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    await fill(chat, alice, harbour, 10 * BLOCK_ROWS)
    first, second = Watcher(chat, screens, alice, harbour), Watcher(chat, screens, alice, harbour)
    await first.connect()
    await second.connect()
    history, put_block = first.screen.history, first.screen.history.fill
    loaded: list[int] = []

    def put_block_and_jump(number: int, rows: Iterable[tuple[PostedMessage, Drawn]], above: PostedMessage) -> None:
        assert number not in loaded, "it was dropped, and is read again"
        put_block(number, rows, above)
        loaded.append(number)
        second.screen.navigation.jump_to_newest(second.viewer)

    monkeypatch.setattr(history, "fill", put_block_and_jump)
    await first.screen.navigation.show_around(first.viewer, 160)

    assert loaded == [2, 3, 4]
    assert first.positions == list(range(100, 250))
    assert first.peer.elements == first.told_afresh()
