"""Ends each undo of a deletion at its time, and then lets nothing of the message remain."""

import asyncio
from datetime import timedelta

from livechat.clock import Clock
from livechat.db import Database
from livechat.errors import Unavailable
from livechat.events import MessageDeleted, room_topic
from livechat.ids import MessageId
from livechat.services.pubsub import PubSub
from livechat.services.storage.scrubbing import Scrubbing
from livechat.store.message_life import deletions as store

UNDO_SECONDS = 10.0
GATHER_SECONDS = 1.0  # between two erasures: each is a transaction, and empties the log


class Erasure:
    """Knows which deletions may be undone; a supervisor keeps `run` alive.

    Time is counted by the clock that never runs backwards. Over a restart only the moment of the deletion is known: by
    whatever the wall clock says then, what was deleted is kept for `UNDO_SECONDS` more at most.
    """

    def __init__(self, db: Database, bus: PubSub, clock: Clock, scrubbing: Scrubbing) -> None:
        self._db = db
        self._bus = bus
        self._clock = clock
        self._scrubbing = scrubbing
        self._due_at: dict[MessageId, float] = {}
        self._begun = asyncio.Event()

    async def catch_up(self) -> None:
        """Take up what an earlier run deleted, and erase what has become due. Raises Unavailable."""
        async with self._db.read() as tx:
            deleted = await store.list_pending(tx)
        now = self._clock.now()
        for message_id, at in deleted.items():
            left = (at - now + timedelta(seconds=UNDO_SECONDS)).total_seconds()
            self.begin(message_id, seconds=min(max(left, 0.0), UNDO_SECONDS))
        await self._erase_due()

    def begin(self, message_id: MessageId, seconds: float = UNDO_SECONDS) -> None:
        """It was deleted: for so long that may be undone."""
        self._due_at[message_id] = self._clock.monotonic() + seconds
        self._begun.set()

    def undone(self, message_id: MessageId) -> None:
        """It is there again."""
        self._due_at.pop(message_id, None)

    def may_be_undone(self, message_id: MessageId) -> bool:
        """Whether its time is not over."""
        return self._clock.monotonic() < self._due_at.get(message_id, float("-inf"))

    async def run(self) -> None:
        """Erase what becomes due, for ever; what the database refuses is tried again."""
        while True:
            await self._wait()
            await self._erase_due()
            await self._clock.sleep(GATHER_SECONDS)

    async def _wait(self) -> None:
        while not self._due_at:
            self._begun.clear()
            await self._begun.wait()
        await self._clock.sleep(max(0.0, min(self._due_at.values()) - self._clock.monotonic()))

    async def _erase_due(self) -> None:
        now = self._clock.monotonic()
        due = [message_id for message_id, due_at in self._due_at.items() if due_at <= now]
        if not due:
            return
        try:
            async with self._db.write() as tx:
                erased = await store.erase_many(tx, due, self._clock.now())
        except Unavailable:
            return
        for message_id in due:
            del self._due_at[message_id]
        for message in erased:
            self._bus.publish(room_topic(message.room_id), MessageDeleted(message))
        self._scrubbing.request()
