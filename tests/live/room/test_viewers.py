"""What a room's pages are told of their own part, and what becomes of one that fails."""

import logging
from dataclasses import replace

import pytest

from livechat.chat import Chat
from livechat.events import PEOPLE, PersonUpdated, RoomUpdated, TypingStopped, room_topic
from livechat.live.room.history.window import BLOCK_ROWS
from livechat.live.room.viewers import RELOAD
from livechat.live.screens import Screens
from livechat.records import Person, RoomInfo
from livechat.services.pubsub import QUEUE_LIMIT
from tests.eventually import eventually
from tests.fakes import FakeClock, settle
from tests.live.watchers import Watcher
from tests.people import person, room, say


async def fill(chat: Chat, author: Person, place: RoomInfo, count: int) -> None:
    for number in range(count):
        await say(chat, author, place, f"message {number}")


async def happen(chat: Chat, clock: FakeClock, alice: Person, harbour: RoomInfo) -> None:
    """Everything that pages are told of."""
    await chat.rooms.edit(alice.id, harbour.id, name="Docks", description="", is_private=False)
    await clock.advance(1)
    await fill(chat, alice, harbour, BLOCK_ROWS + 1)
    await clock.advance(1)
    await chat.rooms.delete(alice.id, harbour.id, name="Docks")
    await clock.advance(1)


@pytest.mark.parametrize("breaks_at", ["moved", "changed", "expelled"])
async def test_a_page_that_fails_is_told_to_reload_and_the_others_go_on(
    chat: Chat, screens: Screens, clock: FakeClock, caplog: pytest.LogCaptureFixture, breaks_at: str
) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice)
    hers, his = Watcher(chat, screens, alice, harbour), Watcher(chat, screens, bob, harbour)
    await his.connect()
    await hers.connect()

    his.breaks_at = breaks_at
    await happen(chat, clock, alice, harbour)

    assert hers.memberships_seen
    assert hers.sentences == ["“Docks” was deleted."]
    assert his.sentences == [str(RELOAD)]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert his.viewer not in hers.screen.viewers
    hers.leave()
    his.leave()


async def test_a_page_that_fails_is_in_the_room_again_when_it_comes_back(
    chat: Chat, screens: Screens, clock: FakeClock
) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    watcher = Watcher(chat, screens, alice, harbour)
    watcher.breaks_at = "moved"
    await watcher.connect()
    assert watcher.sentences == [str(RELOAD)]
    await say(chat, alice, harbour, "meanwhile")
    await settle()
    watcher.breaks_at = ""

    watcher.disconnect()
    await watcher.connect()
    await say(chat, alice, harbour, "hello")
    await settle()

    assert watcher.positions == [0, 1]
    watcher.leave()


@pytest.mark.parametrize("how", ["missed too much", "crashed"])
async def test_pages_look_again_at_what_they_may_do_after_the_screen_has_missed_something(
    chat: Chat, screens: Screens, clock: FakeClock, how: str
) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice)
    hers, his = Watcher(chat, screens, alice, harbour), Watcher(chat, screens, bob, harbour)
    await hers.connect()
    await his.connect()
    seen = hers.memberships_seen

    if how == "crashed":
        await chat.supervisor.stop_child(f"screen of room {harbour.id} in UTC")
    hidden = replace(harbour, is_private=True)
    chat.directory.put_room(hidden)
    chat.bus.publish(room_topic(harbour.id), RoomUpdated(hidden))
    for _ in range(QUEUE_LIMIT):
        chat.bus.publish(room_topic(harbour.id), TypingStopped(harbour.id, bob))
    if how == "crashed":
        chat.supervisor.start_child(f"screen of room {harbour.id} in UTC", hers.screen.run)
    await clock.advance(1)
    await eventually(lambda: hers.memberships_seen == seen + 1)

    assert his.sentences == ["You can no longer see that room."]


async def test_who_may_do_other_things_is_told(chat: Chat, screens: Screens, clock: FakeClock) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice)
    hers, his = Watcher(chat, screens, alice, harbour), Watcher(chat, screens, bob, harbour)
    await hers.connect()
    await his.connect()
    before = hers.memberships_seen, his.memberships_seen

    promoted = replace(bob, is_admin=True)
    chat.directory.put_person(promoted)
    chat.bus.publish(PEOPLE, PersonUpdated(promoted))
    await settle()

    assert (hers.memberships_seen, his.memberships_seen) == (before[0], before[1] + 1)
