"""What a room's viewers are told, as it happens and when they come back."""

import asyncio
import logging
from dataclasses import replace

import pytest

from livechat.chat import Chat
from livechat.errors import Unavailable
from livechat.events import MessagePosted, RoomUpdated, TypingStarted, room_topic
from livechat.ids import MessageId, UserId
from livechat.live.room.history.window import BLOCK_ROWS
from livechat.live.screens import Screens
from livechat.records import Person, PostedMessage, RoomInfo
from livechat.services.pubsub import QUEUE_LIMIT
from tests.eventually import eventually
from tests.fakes import FakeClock, settle
from tests.internals.peers import update_in
from tests.live.watchers import Watcher
from tests.people import person, room, say
from tests.refusing_database import refusing_database


async def fill(chat: Chat, author: Person, place: RoomInfo, count: int) -> None:
    for number in range(count):
        await say(chat, author, place, f"message {number}")


async def test_who_opens_the_room_sees_its_newest_rows(chat: Chat, screens: Screens) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    await fill(chat, alice, harbour, 120)
    watcher = Watcher(chat, screens, alice, harbour)

    await watcher.connect()

    assert watcher.positions == list(range(50, 120))


async def test_a_new_message_is_one_row_of_one_frame_for_everybody(chat: Chat, screens: Screens) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)
    watchers = [Watcher(chat, screens, somebody, harbour) for somebody in (alice, bob)]
    for watcher in watchers:
        await watcher.connect()
    await say(chat, alice, harbour, "first")
    await settle()
    told = [len(watcher.peer.transport.written) for watcher in watchers]

    await say(chat, alice, harbour, "second")
    await settle()

    frames = [watcher.peer.transport.written[before] for watcher, before in zip(watchers, told, strict=True)]
    assert frames[0] is frames[1]
    assert b"second" in frames[0]
    assert b"first" not in frames[0]


async def test_a_room_without_messages_says_so_until_the_first(chat: Chat, screens: Screens) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    watcher = Watcher(chat, screens, alice, harbour)
    await watcher.connect()
    empty = f"e{harbour.id}"
    assert "Nothing has been said here yet" in str(watcher.peer.elements[empty])

    await say(chat, alice, harbour, "hello")
    await settle()

    assert "Nothing has been said here yet" not in str(watcher.peer.elements[empty])
    assert watcher.positions == [0]


async def test_who_comes_back_is_told_what_was_missed(chat: Chat, screens: Screens) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    watcher, other = Watcher(chat, screens, alice, harbour), Watcher(chat, screens, alice, harbour)
    await watcher.connect()
    await other.connect()
    watcher.disconnect()

    await fill(chat, alice, harbour, 130)
    await watcher.connect()
    await eventually(lambda: watcher.peer.elements == watcher.told_afresh())

    assert watcher.positions[-1] == 129
    assert watcher.positions == list(range(watcher.positions[0], 130))


async def test_who_lags_is_told_the_state_afresh(chat: Chat, screens: Screens) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    watcher = Watcher(chat, screens, alice, harbour)
    await watcher.connect()
    watcher.peer.stall()

    await fill(chat, alice, harbour, 3)
    await settle()
    assert watcher.positions == []
    watcher.peer.drain()

    assert watcher.positions == [0, 1, 2]


async def test_paging_up_and_down_and_leaping_to_the_end_leaves_no_gap(chat: Chat, screens: Screens) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    await fill(chat, alice, harbour, 9 * BLOCK_ROWS)
    watcher = Watcher(chat, screens, alice, harbour)
    await watcher.connect()

    go, viewer = watcher.screen.navigation, watcher.viewer
    for _ in range(7):
        await go.show_older(viewer)
    assert watcher.positions == list(range(9 * BLOCK_ROWS))
    await go.show_around(viewer, 60)
    assert watcher.positions == list(range(150))
    await go.show_newer(viewer)
    assert watcher.positions == list(range(200))
    go.jump_to_newest(viewer)
    assert watcher.positions == list(range(350, 450))

    assert watcher.peer.elements == watcher.told_afresh()


async def test_a_jump_during_a_load_is_not_undone_by_it(chat: Chat, screens: Screens) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    await fill(chat, alice, harbour, 9 * BLOCK_ROWS)
    watcher = Watcher(chat, screens, alice, harbour)
    await watcher.connect()
    go, viewer = watcher.screen.navigation, watcher.viewer

    for load in (go.show_newer, go.show_older):
        await go.show_around(viewer, 160)
        loading = asyncio.create_task(load(viewer))
        await asyncio.sleep(0)
        go.jump_to_newest(viewer)
        await loading

        assert watcher.positions == list(range(350, 450))
        assert watcher.peer.elements == watcher.told_afresh()


async def test_a_linked_message_is_shown_in_its_context_and_scrolled_to(chat: Chat, screens: Screens) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    await fill(chat, alice, harbour, 400)
    watcher = Watcher(chat, screens, alice, harbour, target=160)
    watcher.screen.connect(watcher.viewer)
    await eventually(lambda: watcher.screen.ready)
    assert watcher.viewer.window is None

    watcher.screen.mount(watcher.viewer)
    await eventually(lambda: watcher.viewer.window is not None)

    assert watcher.positions == list(range(100, 250))
    assert b'"update_method":"scrollIntoView"' in watcher.peer.transport.written[-1]


async def test_somebody_else_typing_is_shown_to_all_but_themselves(
    chat: Chat, screens: Screens, clock: FakeClock
) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)
    watchers = [Watcher(chat, screens, somebody, harbour) for somebody in (alice, bob)]
    for watcher in watchers:
        await watcher.connect()

    chat.typing.touch(bob.id, harbour.id)
    await clock.advance(1)
    assert [watcher.typing for watcher in watchers] == ["Bob is typing…", ""]
    await clock.advance(2)

    assert [watcher.typing for watcher in watchers] == ["", ""]


async def test_a_message_and_the_end_of_its_authors_typing_leave_as_one_frame(
    chat: Chat, screens: Screens, clock: FakeClock
) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)
    watcher = Watcher(chat, screens, alice, harbour)
    await watcher.connect()
    chat.typing.touch(bob.id, harbour.id)
    await clock.advance(1)
    before = len(watcher.peer.transport.written)

    await say(chat, bob, harbour, "hello")
    await eventually(lambda: len(watcher.rows) == 1)
    await clock.advance(1)

    (frame,) = watcher.peer.transport.written[before:]
    assert f"t{harbour.id}" in update_in(frame)
    assert watcher.typing == ""


async def test_presence_and_members_are_followed(chat: Chat, screens: Screens, clock: FakeClock) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice)
    hers, his = Watcher(chat, screens, alice, harbour), Watcher(chat, screens, bob, harbour)
    await hers.connect()
    assert "1 member · 1 online" in hers.header

    await his.connect()
    seen = his.memberships_seen
    await chat.memberships.join(bob.id, harbour.id)
    await clock.advance(1)
    assert "2 members · 2 online" in hers.header
    assert his.memberships_seen == seen + 1
    his.leave()
    await clock.advance(1)

    assert "2 members · 1 online" in hers.header


async def test_who_leaves_keeps_nothing_of_the_room(chat: Chat, screens: Screens) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    await fill(chat, alice, harbour, 60)
    watcher = Watcher(chat, screens, alice, harbour)
    await watcher.connect()

    watcher.leave()

    assert watcher.peer.elements == {}


async def test_who_may_no_longer_see_the_room_is_shown_out(chat: Chat, screens: Screens, clock: FakeClock) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice)
    watcher = Watcher(chat, screens, bob, harbour)
    await watcher.connect()

    await chat.rooms.edit(alice.id, harbour.id, name="Harbour", description="", is_private=True)
    await clock.advance(1)
    await say(chat, alice, harbour, "between us")
    await clock.advance(1)

    assert watcher.sentences == ["You can no longer see that room."]
    assert watcher.peer.elements == {}


async def test_who_is_shown_out_is_told_nothing_of_what_came_in_the_same_moment(
    chat: Chat, screens: Screens, clock: FakeClock
) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice)
    member, watcher = Watcher(chat, screens, alice, harbour), Watcher(chat, screens, bob, harbour)
    await member.connect()
    await watcher.connect()
    message = PostedMessage(MessageId(1), harbour.id, 0, alice, "", "test", chat.clock.now(), html="between us")
    hidden = replace(harbour, is_private=True)

    chat.directory.put_room(hidden)
    chat.bus.publish(room_topic(harbour.id), RoomUpdated(hidden))
    chat.bus.publish(room_topic(harbour.id), MessagePosted(message))
    await clock.advance(1)

    assert watcher.sentences == ["You can no longer see that room."]
    assert b"between us" in b"".join(member.peer.transport.written)
    assert b"between us" not in b"".join(watcher.peer.transport.written)


async def test_a_deleted_room_shows_everybody_out_and_its_screen_ends(
    chat: Chat, screens: Screens, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice)
    watchers = [Watcher(chat, screens, somebody, harbour) for somebody in (alice, bob)]
    for watcher in watchers:
        await watcher.connect()

    await chat.rooms.delete(alice.id, harbour.id, name="Harbour")
    await clock.advance(5)

    assert [watcher.sentences for watcher in watchers] == [["“Harbour” was deleted."]] * 2
    assert all(watcher.peer.elements == {} for watcher in watchers)
    assert f"screen of room {harbour.id} in UTC" not in chat.health()
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_a_screen_that_missed_too_much_starts_afresh(chat: Chat, screens: Screens, clock: FakeClock) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)
    watcher = Watcher(chat, screens, alice, harbour)
    await watcher.connect()
    chat.typing.touch(bob.id, harbour.id)
    await clock.advance(1)
    assert watcher.typing == "Bob is typing…"

    for _ in range(QUEUE_LIMIT + 10):
        chat.typing.stop(bob.id, harbour.id)
        chat.typing.touch(bob.id, harbour.id)
    chat.typing.stop(bob.id, harbour.id)
    await say(chat, alice, harbour, "hello")
    await clock.advance(1)
    await eventually(lambda: watcher.positions == [0])

    await clock.advance(1)
    assert watcher.typing == ""


async def test_a_screen_that_crashed_tells_the_state_again(
    chat: Chat, screens: Screens, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    watcher = Watcher(chat, screens, alice, harbour)
    await watcher.connect()
    told = len(watcher.peer.transport.written)

    nobody = TypingStarted(harbour.id, None)  # type: ignore[arg-type]  # it cannot be shown
    chat.bus.publish(room_topic(harbour.id), nobody)
    await settle()
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    await say(chat, alice, harbour, "while it was down")
    await clock.advance(1)
    await eventually(lambda: watcher.screen.ready)

    assert watcher.positions == [0]
    assert len(watcher.peer.transport.written) == told + 1


async def test_a_screen_that_nobody_looks_at_ends(chat: Chat, screens: Screens, clock: FakeClock) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    watcher = Watcher(chat, screens, alice, harbour)
    await watcher.connect()
    await clock.advance(60)
    assert f"screen of room {harbour.id} in UTC" in chat.health()

    watcher.leave()
    await clock.advance(60)

    assert f"screen of room {harbour.id} in UTC" not in chat.health()


async def test_something_else_that_is_missing_is_no_end_of_the_room(
    chat: Chat, screens: Screens, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    watcher = Watcher(chat, screens, alice, harbour)
    await watcher.connect()
    nobody = replace(alice, id=UserId(404))
    message = PostedMessage(MessageId(1), harbour.id, 0, nobody, "by nobody", "test", chat.clock.now())

    chat.bus.publish(room_topic(harbour.id), MessagePosted(message))
    await settle()
    await say(chat, alice, harbour, "hello")
    await clock.advance(1)
    await eventually(lambda: watcher.positions == [0])

    assert watcher.sentences == []
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


async def test_of_two_messages_that_one_goes_to_the_last_one_is_shown_whichever_loads_first(
    chat: Chat, screens: Screens
) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    await fill(chat, alice, harbour, 9 * BLOCK_ROWS)
    watcher = Watcher(chat, screens, alice, harbour)
    await watcher.connect()
    go, viewer = watcher.screen.navigation, watcher.viewer

    first = asyncio.create_task(go.show_around(viewer, 60))
    await asyncio.sleep(0)
    await go.show_around(viewer, 400)
    await first

    assert 400 in watcher.positions
    assert 60 not in watcher.positions
    assert watcher.peer.elements == watcher.told_afresh()


async def test_who_goes_to_a_message_while_their_line_is_down_finds_it_when_they_are_back(
    chat: Chat, screens: Screens
) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    await fill(chat, alice, harbour, 9 * BLOCK_ROWS)
    watcher = Watcher(chat, screens, alice, harbour)
    await watcher.connect()
    watcher.disconnect()

    await watcher.screen.navigation.show_around(watcher.viewer, 60)
    await watcher.connect()

    await eventually(lambda: 60 in watcher.positions)
    assert b'"update_method":"scrollIntoView"' in watcher.peer.transport.written[-1]
    assert watcher.viewer.target is None


async def test_every_page_is_told_when_a_pin_may_be_another(chat: Chat, screens: Screens) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)
    message = await say(chat, alice, harbour, "The gate code")
    watchers = [Watcher(chat, screens, who, harbour) for who in (alice, bob)]
    for watcher in watchers:
        await watcher.connect()

    await chat.pins.pin(alice.id, harbour.id, message.id)

    await eventually(lambda: [watcher.pins_seen for watcher in watchers] == [1, 1])
    assert "Pinned" in watchers[1].rows[0]["props"]["innerHTML"]
    await chat.pins.unpin(alice.id, harbour.id, message.id)
    await eventually(lambda: "Pinned" not in watchers[1].rows[0]["props"]["innerHTML"])


async def test_a_way_that_the_database_refuses_leads_nowhere_later_either(chat: Chat, screens: Screens) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    await fill(chat, alice, harbour, 9 * BLOCK_ROWS)
    watcher = Watcher(chat, screens, alice, harbour)
    await watcher.connect()
    before = watcher.positions

    async with refusing_database(chat):
        with pytest.raises(Unavailable):
            await watcher.screen.navigation.show_around(watcher.viewer, 60)
    watcher.disconnect()
    await watcher.connect()

    assert watcher.positions == before
