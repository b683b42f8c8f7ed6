"""What rooms are marked with in everybody's pages, and how many frames that takes."""

from itertools import count
from typing import Any

from livechat.chat import Chat
from livechat.live.marks.frames import LIST_ID, OWN_ID
from livechat.live.marks.screen import SLOWEST_SECONDS
from livechat.live.marks.viewer import MarksViewer
from livechat.live.screens import Screens
from livechat.records import Person, RoomInfo, SavedDraft
from tests.fakes import FakeClock, settle
from tests.internals.peers import FakeClient, Peer
from tests.people import person, room, say

_numbers = count(1)


class Tab:
    """A page whose rooms are marked, and the browser it would be in."""

    def __init__(self, screens: Screens, who: Person) -> None:
        self._marks = screens.marks
        self.client = FakeClient(f"marks-{next(_numbers)}")
        self.viewer = MarksViewer(self.client, who.id)  # type: ignore[arg-type]
        self.connect()

    @property
    def peer(self) -> Peer:
        return self.client.peer

    def connect(self) -> None:
        self._marks.connect(self.viewer)

    def disconnect(self) -> None:
        self.client.peer = self.peer.reconnect()
        self._marks.disconnect(self.viewer)

    def rule(self, room: RoomInfo) -> str:
        element: dict[str, Any] = self.peer.elements.get(f"u{room.id}", {"props": {"innerHTML": ""}})
        return str(element["props"]["innerHTML"])

    def frames(self) -> int:
        return len(self.peer.transport.written)


async def test_a_message_marks_the_room_for_who_has_not_read_it(chat: Chat, screens: Screens, clock: FakeClock) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)
    await settle()
    hers, his = Tab(screens, alice), Tab(screens, bob)
    assert f'data-author="{alice.id}"' in hers.peer.elements[OWN_ID]["props"]["innerHTML"]

    await say(chat, bob, harbour, "hello")
    await clock.advance(SLOWEST_SECONDS)

    assert '--unread:"1"' in hers.rule(harbour)
    assert '--unread-words:"1 unread"' in hers.rule(harbour)
    assert his.rule(harbour) == ""


async def test_what_is_read_in_one_tab_is_read_in_the_others_at_once(
    chat: Chat, screens: Screens, clock: FakeClock
) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)
    said = await say(chat, bob, harbour, "hello")
    await clock.advance(SLOWEST_SECONDS)
    tabs = Tab(screens, alice), Tab(screens, alice)
    assert all("--unread" in tab.rule(harbour) for tab in tabs)

    chat.reading.read(alice.id, harbour.id, said.position)
    await settle()

    assert [tab.rule(harbour) for tab in tabs] == ["", ""]


async def test_a_hundred_messages_at_once_are_few_frames_for_each(
    chat: Chat, screens: Screens, clock: FakeClock
) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)
    await clock.advance(SLOWEST_SECONDS)
    tabs = [Tab(screens, alice) for _ in range(3)]
    before = [tab.frames() for tab in tabs]

    for number in range(100):
        await say(chat, bob, harbour, f"message {number}")
    await clock.advance(SLOWEST_SECONDS)

    assert [tab.frames() - frames <= 2 for tab, frames in zip(tabs, before, strict=True)] == [True] * 3
    assert all('--unread:"99+"' in tab.rule(harbour) for tab in tabs)
    assert all('--unread-words:"100 unread"' in tab.rule(harbour) for tab in tabs)


async def test_where_a_draft_is_the_room_says_so_and_no_key_after_the_first_costs_a_frame(
    chat: Chat, screens: Screens, clock: FakeClock
) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    await clock.advance(SLOWEST_SECONDS)
    tab = Tab(screens, alice)
    before = tab.frames()

    for text in ("h", "he", "hel"):
        chat.drafts.put(alice.id, harbour.id, SavedDraft(text, "id-1"))
        await clock.advance(SLOWEST_SECONDS)
    assert '--draft:"edit"' in tab.rule(harbour)
    assert '--marks-said:", draft"' in tab.rule(harbour)
    assert tab.frames() == before + 1
    for text in ("", "and", ""):  # one that is sent before anybody could look
        chat.drafts.put(alice.id, harbour.id, SavedDraft(text, "id-1"))
    await clock.advance(SLOWEST_SECONDS)
    assert tab.frames() == before + 2

    assert tab.rule(harbour) == ""


async def test_who_leaves_or_loses_a_room_has_no_mark_of_it_left(
    chat: Chat, screens: Screens, clock: FakeClock
) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour, attic = await room(chat, bob, "Harbour", alice), await room(chat, bob, "Attic", alice)
    for place in (harbour, attic):
        await say(chat, bob, place, "hello")
    await clock.advance(SLOWEST_SECONDS)
    tab = Tab(screens, alice)
    assert "--unread" in tab.rule(harbour)
    assert "--unread" in tab.rule(attic)

    await chat.memberships.leave(alice.id, harbour.id)
    await chat.rooms.delete(bob.id, attic.id, name="Attic")
    await settle()

    assert tab.rule(harbour) == tab.rule(attic) == ""
    assert tab.peer.elements[LIST_ID]["children"] == [OWN_ID]


async def test_who_was_away_or_behind_is_told_the_state(chat: Chat, screens: Screens, clock: FakeClock) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)
    await say(chat, bob, harbour, "hello")
    await clock.advance(SLOWEST_SECONDS)
    gone, slow = Tab(screens, alice), Tab(screens, alice)
    gone.disconnect()
    slow.peer.stall()

    chat.reading.mark_all_read(alice.id, harbour.id)
    await settle()
    assert "--unread" in gone.rule(harbour)
    gone.connect()
    slow.peer.drain()

    assert gone.rule(harbour) == slow.rule(harbour) == ""


async def test_it_begins_anew_after_a_crash(chat: Chat, screens: Screens, clock: FakeClock) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)
    tab = Tab(screens, alice)
    await chat.supervisor.stop_child("room marks")
    await say(chat, bob, harbour, "hello")
    assert tab.rule(harbour) == ""

    chat.supervisor.start_child("room marks", screens.marks.run)
    await settle()

    assert "--unread" in tab.rule(harbour)
