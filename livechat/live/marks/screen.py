"""Marks everybody's rooms on all their pages: what is unread, where a draft is.

What somebody reads themselves shows at once in all their tabs; all else in steps, fewer where many look, so that a
message in a room of hundreds costs each of their pages next to nothing.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence

from livechat.chat import Chat
from livechat.components.room.marks import room_mark_rule
from livechat.components.style_rule import own_messages
from livechat.events import MARKS, ROOMS, DraftChanged, MembershipChanged, RoomDeleted, UnreadChanged
from livechat.ids import RoomId, UserId
from livechat.live.marks.frames import change, state
from livechat.live.marks.viewer import MarksViewer
from livechat.services.pubsub import Lagged

PEOPLE_PER_SECOND = 100  # who are told at most, however many look on
QUICKEST_SECONDS, SLOWEST_SECONDS = 0.1, 5.0


class RoomMarks:
    """All pages that are open; a supervisor keeps `run` alive."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self._viewers: defaultdict[UserId, dict[str, MarksViewer]] = defaultdict(dict)
        self._changed_rooms: set[RoomId] = set()
        self._changed_drafts: set[tuple[UserId, RoomId]] = set()
        self._changed = asyncio.Event()

    # Coming and going

    def connect(self, viewer: MarksViewer) -> None:
        """The page has a socket, for the first time or again."""
        self._viewers[viewer.user_id][viewer.key] = viewer
        viewer.connect(lambda: self._send_state(viewer))
        self._send_state(viewer)

    def disconnect(self, viewer: MarksViewer) -> None:
        """The page's socket is gone; it may come back."""
        viewer.close()
        tabs = self._viewers[viewer.user_id]
        if tabs.get(viewer.key) is viewer:
            del tabs[viewer.key]
        if not tabs:
            del self._viewers[viewer.user_id]

    # The actor

    async def run(self) -> None:
        """Follow what everybody has to read and writes, for ever."""
        with self._chat.bus.subscribe(MARKS, ROOMS) as subscription:
            self._start()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._show_changes(), name="changes of room marks")
                async for events in subscription.batches():
                    self._note(events)

    def _start(self) -> None:
        for user_id in tuple(self._viewers):
            self._send_states(user_id)

    def _note(self, events: Sequence[object]) -> None:
        for event in events:
            match event:
                case UnreadChanged(room_id=room_id, user_id=None):
                    self._changed_rooms.add(room_id)
                    self._changed.set()
                case UnreadChanged(room_id=room_id, user_id=int(user_id)):
                    self._show(user_id, [room_id])
                case DraftChanged():  # most are sent before anybody could look
                    self._changed_drafts.add((event.user_id, event.room_id))
                    self._changed.set()
                case MembershipChanged(person=person):
                    self._send_states(person.id)
                case RoomDeleted(room=room):
                    self._forget(room.id)
                case Lagged():
                    self._start()

    def _forget(self, room_id: RoomId) -> None:
        for user_id, tabs in tuple(self._viewers.items()):
            if any(room_id in viewer.room_ids for viewer in tabs.values()):
                self._send_states(user_id)

    async def _show_changes(self) -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            rooms, self._changed_rooms = self._changed_rooms, set()
            drafts, self._changed_drafts = self._changed_drafts, set()
            for user_id, room_id in drafts:
                self._show(user_id, [room_id])
            for user_id in tuple(self._viewers) if rooms else ():
                self._show(user_id, rooms)
            await self._chat.clock.sleep(self._pace())

    def _pace(self) -> float:
        return min(max(len(self._viewers) / PEOPLE_PER_SECOND, QUICKEST_SECONDS), SLOWEST_SECONDS)

    # Sending

    def _show(self, user_id: UserId, room_ids: Iterable[RoomId]) -> None:
        """Have somebody's tabs show what these rooms are marked with now."""
        if (tabs := self._viewers.get(user_id)) is None:
            return
        rules = {room_id: self._rule(user_id, room_id) for room_id in room_ids if self._is_in(user_id, room_id)}
        for viewer in tabs.values():
            news = {room_id: rule for room_id, rule in rules.items() if viewer.rules.get(room_id, "") != rule}
            if news and viewer.write(change(news)):
                viewer.rules |= news

    def _send_states(self, user_id: UserId) -> None:
        for viewer in tuple(self._viewers.get(user_id, {}).values()):
            self._send_state(viewer)

    def _send_state(self, viewer: MarksViewer) -> None:
        room_ids = tuple(room.id for room in self._chat.directory.rooms_of(viewer.user_id))
        rules = {room_id: rule for room_id in room_ids if (rule := self._rule(viewer.user_id, room_id))}
        if viewer.write(state(own_messages(viewer.user_id), room_ids, rules, viewer.room_ids)):
            viewer.room_ids, viewer.rules = room_ids, rules

    def _is_in(self, user_id: UserId, room_id: RoomId) -> bool:
        return self._chat.directory.member(user_id, room_id) is not None

    def _rule(self, user_id: UserId, room_id: RoomId) -> str:
        has_draft = (user_id, room_id) in self._chat.drafts
        return room_mark_rule(room_id, self._chat.reading.positions(room_id).unread(user_id), has_draft=has_draft)
