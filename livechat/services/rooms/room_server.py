"""One active room: an actor through which every change of the room passes, in order.

Whatever waits in its inbox is written in one transaction (group commit), then told on the bus, then acknowledged.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.clock import Clock
from livechat.db import Database
from livechat.errors import ChatError, Unavailable
from livechat.events import ROOMS, MessagePosted, RoomActive, room_topic
from livechat.ids import RoomId
from livechat.records import NewMessage, Person, PostedMessage
from livechat.services.directory import Directory
from livechat.services.pubsub import PubSub
from livechat.store import drafts, messages

R = TypeVar("R")

INBOX_LIMIT = 1_000  # changes waiting; more are refused


@dataclass(slots=True)
class _Post:
    message: NewMessage
    author: Person
    result: asyncio.Future[Any]


@dataclass(slots=True)
class _Change:
    apply: Callable[[AsyncConnection], Awaitable[Any]]
    committed: Callable[[Any], None]
    result: asyncio.Future[Any]
    outcome: Any = None


class RoomServer:
    """The room's actor; a supervisor keeps `run` alive."""

    def __init__(self, room_id: RoomId, *, db: Database, bus: PubSub, directory: Directory, clock: Clock) -> None:
        self.room_id = room_id
        self._db = db
        self._bus = bus
        self._directory = directory
        self._clock = clock
        self._inbox: asyncio.Queue[_Post | _Change] = asyncio.Queue(INBOX_LIMIT)
        self._accepts = True
        self._used_at = clock.monotonic()

    # What callers use

    async def post(self, author: Person, body: str, client_message_id: str) -> PostedMessage:
        """Store a message; the same `client_message_id` again answers with the message that is there.

        Raises Unavailable when it could not be stored.
        """
        message = NewMessage(self.room_id, author.id, body, client_message_id, self._clock.now())
        result: asyncio.Future[PostedMessage] = asyncio.get_running_loop().create_future()
        self._accept(_Post(message, author, result))
        return await result

    async def change(self, apply: Callable[[AsyncConnection], Awaitable[R]], committed: Callable[[R], None]) -> R:
        """Write something else of this room in its turn; `committed` tells it on before the caller continues.

        Raises what `apply` raises as a ChatError, or Unavailable.
        """
        result: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._accept(_Change(apply, committed, result))
        return await result

    def idle_seconds(self) -> float:
        """How long nothing has been asked of the room; 0 while something waits."""
        return 0.0 if not self._inbox.empty() else self._clock.monotonic() - self._used_at

    # The actor

    async def run(self) -> None:
        """Write what arrives, for ever; a crash fails everyone who waits."""
        self._accepts = True
        try:
            while True:
                first = await self._inbox.get()
                await self._write([first, *self._waiting()])
        finally:
            self._accepts = False
            _fail(self._waiting(), Unavailable("The room is restarting. Please try again."))

    def _accept(self, entry: _Post | _Change) -> None:
        self._used_at = self._clock.monotonic()
        if not self._accepts or self._inbox.full():
            raise Unavailable("The room is busy. Please try again in a moment.")
        self._inbox.put_nowait(entry)

    def _waiting(self) -> list[_Post | _Change]:
        return [self._inbox.get_nowait() for _ in range(self._inbox.qsize())]

    async def _write(self, batch: list[_Post | _Change]) -> None:
        posts = [entry for entry in batch if isinstance(entry, _Post)]
        changes = [entry for entry in batch if isinstance(entry, _Change)]
        try:
            async with self._db.write() as tx:
                stored = await self._insert(tx, posts)
                for change in changes:
                    await _apply(tx, change)
        except Unavailable as error:
            _fail(batch, error)
        except BaseException:
            _fail(batch, Unavailable())
            raise
        else:
            self._publish(posts, stored)
            for change in changes:
                _conclude(change)

    async def _insert(self, tx: AsyncConnection, posts: list[_Post]) -> list[tuple[PostedMessage, bool]]:
        if not posts:
            return []
        stored = await messages.insert_many(tx, [(post.message, post.author) for post in posts])
        await drafts.clear_many(tx, self.room_id, [(post.author.id, post.message.client_message_id) for post in posts])
        return stored

    def _publish(self, posts: list[_Post], stored: list[tuple[PostedMessage, bool]]) -> None:
        for post, (message, is_new) in zip(posts, stored, strict=True):
            if is_new:
                self._bus.publish(room_topic(self.room_id), MessagePosted(message))
            if not post.result.done():
                post.result.set_result(message)
        if any(is_new for _, is_new in stored):
            self._directory.note_activity(self.room_id, stored[-1][0].inserted_at)
            self._bus.publish(ROOMS, RoomActive(self._directory.room(self.room_id)))


async def _apply(tx: AsyncConnection, change: _Change) -> None:
    try:
        change.outcome = await change.apply(tx)
    except Unavailable:
        raise
    except ChatError as error:  # refused before it wrote: the others in the batch go on
        change.result.set_exception(error)


def _conclude(change: _Change) -> None:
    if not change.result.done():
        change.committed(change.outcome)
        change.result.set_result(change.outcome)


def _fail(batch: list[_Post | _Change], error: ChatError) -> None:
    for entry in batch:
        if not entry.result.done():
            entry.result.set_exception(error)
