"""How far people have read in their rooms. All of it is in memory, and written behind like drafts."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping

from livechat.clock import Clock
from livechat.db import Database
from livechat.events import (
    MARKS,
    ROOMS,
    LobbyEvent,
    MembershipChanged,
    MessageDeleted,
    MessagePosted,
    MessageRestored,
    RoomCreated,
    RoomDeleted,
    RoomEvent,
    Topic,
    UnreadChanged,
    room_topic,
)
from livechat.ids import RoomId, UserId
from livechat.services.access import Access, Rule, allowed
from livechat.services.pubsub import Lagged, PubSub, Subscription
from livechat.services.rate_limits.costs import Cost
from livechat.services.reading.positions import RoomPositions
from livechat.services.write_behind import WriteBehind
from livechat.store import read_positions as store

ReaderKey = tuple[UserId, RoomId]  # person, room
Deleted = Iterable[tuple[RoomId, int]]
Heard = LobbyEvent | RoomEvent
EVERY_ROOM: tuple[Topic[Heard], ...] = (ROOMS,)


class Reading:
    """The verbs on what is read. Each answer is that of now: events that wait are taken in first.

    Nothing is counted: a room's unread messages are those behind a position, without those that were deleted.
    """

    def __init__(self, db: Database, bus: PubSub, access: Access, clock: Clock) -> None:
        self._db = db
        self._bus = bus
        self.access = access
        self._rooms: defaultdict[RoomId, RoomPositions] = defaultdict(RoomPositions)
        self._unsaved: dict[ReaderKey, int] = {}
        self._behind = WriteBehind(self.flush, clock)
        self._subscription: Subscription[Heard] | None = None
        self._has_lagged = False
        self._is_loading = False
        self._store_turn = asyncio.Lock()  # what is written while it is read would be missing afterwards

    # What callers use

    @allowed(Rule.MEMBER, Cost.IN_MEMORY)
    def read(self, user_id: UserId, room_id: RoomId, position: int) -> None:
        """All messages up to this position are read; it never goes back. Raises NotFound or Forbidden."""
        room = self._up_to_date(room_id)
        if position > room.read.get(user_id, room.last):
            self._put(user_id, room_id, min(position, room.last))

    @allowed(Rule.MEMBER, Cost.IN_MEMORY)
    def mark_unread(self, user_id: UserId, room_id: RoomId, position: int) -> None:
        """The message at this position is the first unread one from now on. Raises NotFound or Forbidden."""
        room = self._up_to_date(room_id)
        self._put(user_id, room_id, max(-1, min(position - 1, room.last)))

    @allowed(Rule.MEMBER, Cost.IN_MEMORY)
    def mark_all_read(self, user_id: UserId, room_id: RoomId) -> None:
        """Nothing in the room is unread. Raises NotFound or Forbidden."""
        self._put(user_id, room_id, self._up_to_date(room_id).last)

    @allowed(Rule.READER, Cost.IN_MEMORY)
    def first_unread(self, user_id: UserId, room_id: RoomId) -> int | None:
        """The position of the oldest unread message; None where all is read, and for who is no member.

        Raises NotFound or Forbidden.
        """
        return self._up_to_date(room_id).first_unread(user_id)

    @allowed(Rule.READER, Cost.IN_MEMORY)
    def count(self, user_id: UserId, room_id: RoomId) -> int:
        """How many messages are unread, 0 for who is no member. Raises NotFound or Forbidden."""
        return self.positions(room_id).unread(user_id)

    # What services and screens use

    def positions(self, room_id: RoomId) -> RoomPositions:
        """How far everybody has read there."""
        return self._up_to_date(room_id)

    async def load(self) -> None:
        """Read everybody's positions; what is not written counts more, what happens meanwhile is noted later."""
        async with self._store_turn:
            self._is_loading = True
            try:
                async with self._db.read() as tx:
                    last, deleted = await store.list_last(tx), await store.list_deleted(tx)
                    read = await store.list_read(tx)
            finally:
                self._is_loading = False
            self._fill(last, deleted, read)

    def _fill(self, last: Mapping[RoomId, int], deleted: Deleted, read: Mapping[ReaderKey, int]) -> None:
        self._has_lagged = False
        self._rooms.clear()
        for room_id, position in last.items():
            self._rooms[room_id].last = position
        for room_id, position in deleted:
            self._rooms[room_id].deleted.append(position)
        for (user_id, room_id), position in {**read, **self._unsaved}.items():
            self._rooms[room_id].read[user_id] = position

    @property
    def unsaved(self) -> Mapping[ReaderKey, int]:
        """The positions that have changed since they were written."""
        return dict(self._unsaved)

    def _up_to_date(self, room_id: RoomId) -> RoomPositions:
        if self._subscription is not None and not self._is_loading:
            self._note(self._subscription.waiting())
        return self._rooms[room_id]

    def _put(self, user_id: UserId, room_id: RoomId, position: int) -> None:
        read = self._rooms[room_id].read
        if read.get(user_id) != position:
            read[user_id] = position
            self._keep(user_id, room_id, position)
            self._bus.publish(MARKS, UnreadChanged(room_id, user_id))

    def _keep(self, user_id: UserId, room_id: RoomId, position: int) -> None:
        self._unsaved[user_id, room_id] = position
        self._behind.changed()

    # What happens elsewhere

    async def follow(self) -> None:
        """Follow what happens in all rooms, for ever."""
        with self._bus.subscribe(*EVERY_ROOM) as subscription:
            self._subscription = subscription
            try:
                await self._start(subscription)
                async for events in subscription.batches():
                    self._note(events)
                    if self._has_lagged:
                        await self._start(subscription)
            finally:
                self._subscription = None

    async def _start(self, subscription: Subscription[Heard]) -> None:
        """Listen to the rooms that are known, then read; as often as that finds others."""
        followed: set[RoomId] = set()
        while unheard := self._rooms.keys() - followed:
            for room_id in unheard:
                subscription.add(room_topic(room_id))
            followed |= unheard
            await self.load()
        for room_id in self._rooms:
            self._bus.publish(MARKS, UnreadChanged(room_id))

    def _note(self, events: Iterable[Heard | Lagged]) -> None:
        for event in events:
            match event:
                case MessagePosted(message=message):
                    self._note_posted(message.room_id, message.position, message.author.id)
                case MessageDeleted(message=message):
                    self._rooms[message.room_id].delete(message.position)
                    self._bus.publish(MARKS, UnreadChanged(message.room_id))
                case MessageRestored(message=message):
                    self._rooms[message.room_id].restore(message.position)
                    self._bus.publish(MARKS, UnreadChanged(message.room_id))
                case MembershipChanged():
                    self._note_member(event)
                case RoomCreated(room=room) if self._subscription is not None:
                    self._subscription.add(room_topic(room.id))
                case RoomDeleted(room=room):
                    self._forget_room(room.id)
                case Lagged():
                    self._has_lagged = True

    def _note_posted(self, room_id: RoomId, position: int, author_id: UserId) -> None:
        """Who writes has read what stands above."""
        room = self._rooms[room_id]
        room.last = max(room.last, position)
        if room.read.get(author_id, position) < position:
            self._put(author_id, room_id, position)
        self._bus.publish(MARKS, UnreadChanged(room_id))

    def _note_member(self, event: MembershipChanged) -> None:
        """Who joins begins with everything read; of who leaves nothing is kept."""
        user_id, room_id = event.person.id, event.room.id
        room = self._rooms[room_id]
        if event.member is None:
            room.read.pop(user_id, None)
            self._unsaved.pop((user_id, room_id), None)
        elif user_id not in room.read:
            room.read[user_id] = room.last
            self._keep(user_id, room_id, room.last)
        self._bus.publish(MARKS, UnreadChanged(room_id, user_id))

    def _forget_room(self, room_id: RoomId) -> None:
        self._rooms.pop(room_id, None)
        for key in [key for key in self._unsaved if key[1] == room_id]:
            del self._unsaved[key]
        if self._subscription is not None:
            self._subscription.remove(room_topic(room_id))

    # Writing behind

    async def run(self) -> None:
        """Follow, and write what changed, for ever."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.follow(), name="what there is to read")
            tasks.create_task(self._behind.run(), name="read positions written behind")

    async def flush(self) -> None:
        """Write what changed now. Raises Unavailable, and then keeps it."""
        async with self._store_turn:
            if not (batch := self.unsaved):
                return
            async with self._db.write() as tx:
                await store.put_many(tx, batch)
            for key, position in batch.items():
                if self._unsaved.get(key) == position:
                    del self._unsaved[key]
