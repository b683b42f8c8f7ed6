"""What rows link to in other rooms: it is followed there, so that no quote stays as it was when that says otherwise."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from livechat.errors import Unavailable
from livechat.events import (
    MessageDeleted,
    MessageEdited,
    MessageRestored,
    RoomDeleted,
    RoomUpdated,
    room_topic,
)
from livechat.ids import RoomId
from livechat.live.room.history.rows import RoomRows, Rows
from livechat.services.pubsub import Lagged, Subscription
from livechat.services.rooms.kept_html import KeptHtml

MAX_ROOMS = 50  # that one screen listens to besides its own


@dataclass(frozen=True, slots=True)
class Followed:
    """From here on a room is listened to; what was read of it before may be stale."""

    room_id: RoomId


class LinkedRooms:
    """The other rooms that the rows of a screen link to."""

    def __init__(self, rows: RoomRows, html: KeptHtml, tell: Callable[[Rows], None]) -> None:
        self._rows = rows
        self._html = html
        self._tell = tell
        self._followed: set[RoomId] = set()
        self._subscription: Subscription[Any] | None = None

    def begin(self, subscription: Subscription[Any]) -> None:
        """Listen by this one from now on; it listens to nothing yet."""
        self._followed.clear()
        self._subscription = subscription

    def follow(self, room_id: RoomId) -> bool:
        """Whether the room is listened to; then also from this moment on."""
        if room_id in self._followed:
            return True
        if self._subscription is None or len(self._followed) >= MAX_ROOMS:
            return False
        self._followed.add(room_id)
        self._subscription.add(room_topic(room_id))
        self._subscription.deliver(Followed(room_id))
        return True

    async def run(self) -> None:
        """Have the rows say what is so in the other rooms, for ever."""
        assert self._subscription is not None
        async for events in self._subscription.batches():
            for event in events:
                if rows := await self._note(event):
                    self._tell(rows)

    async def _note(self, event: object) -> Rows:
        match event:
            case Followed(room_id=room_id):
                return await self._read_again({room_id})
            case Lagged():
                return await self._read_again(self._followed)
            case MessageEdited() | MessageDeleted() | MessageRestored():
                return self._rows.requote(event.message)
            case RoomDeleted(room=room):
                return self._rows.unlink(room.id)
            case RoomUpdated(room=room) if room.is_private:
                return self._rows.unlink(room.id)
        return {}

    async def _read_again(self, room_ids: set[RoomId]) -> Rows:
        """What changed before somebody listened. Whatever changes while it is read is told after it."""
        try:
            fresh = await self._html.read(self._rows.linked_ids(room_ids))
        except Unavailable:  # better no quote than one of what may have been taken back
            return _joined(self._rows.unlink(room_id) for room_id in room_ids)
        return _joined(self._rows.requote(message) for message in fresh.values())


def _joined(changes: Iterable[Rows]) -> Rows:
    rows: Rows = {}
    for change in changes:
        rows |= change
    return rows
