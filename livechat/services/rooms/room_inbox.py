"""What waits for a room's actor, in the order it came."""

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.errors import ChatError
from livechat.ids import UserId
from livechat.records import NewMessage, Person


@dataclass(slots=True)
class Post:
    """A message to be stored."""

    message: NewMessage
    author: Person
    result: asyncio.Future[Any]

    @property
    def by(self) -> UserId:
        return self.author.id


@dataclass(slots=True)
class Change:
    """Anything else to be written in somebody's name."""

    by: UserId
    apply: Callable[[AsyncConnection], Awaitable[Any]]
    committed: Callable[[Any], None]
    result: asyncio.Future[Any]


Entry = Post | Change


class RoomInbox:
    """A queue that gives posts out together and every other change by itself: up to `limit` entries, `each` of one."""

    def __init__(self, limit: int, *, each: int) -> None:
        self._limit = limit
        self._each = each
        self._entries: deque[Entry] = deque()
        self._waiting_of: Counter[UserId] = Counter()
        self._arrived = asyncio.Event()

    def __len__(self) -> int:
        return len(self._entries)

    def has_place_for(self, user_id: UserId) -> bool:
        """Whether one more of this person may wait."""
        return len(self._entries) < self._limit and self._waiting_of[user_id] < self._each

    def put(self, entry: Entry) -> None:
        self._entries.append(entry)
        self._waiting_of[entry.by] += 1
        self._arrived.set()

    async def take(self) -> Change | list[Post]:
        """Wait for a change, or for the posts that came before any."""
        while not self._entries:
            self._arrived.clear()
            await self._arrived.wait()
        if isinstance(first := self._next(), Change):
            return first
        posts = [first]
        while self._entries and isinstance(self._entries[0], Post):
            posts.append(cast(Post, self._next()))
        return posts

    def fail(self, error: ChatError) -> None:
        """Let everybody go who waits."""
        fail(self._entries, error)
        self._entries.clear()
        self._waiting_of.clear()

    def _next(self) -> Entry:
        entry = self._entries.popleft()
        self._waiting_of[entry.by] -= 1
        if not self._waiting_of[entry.by]:
            del self._waiting_of[entry.by]
        return entry


def fail(entries: Iterable[Entry], error: ChatError) -> None:
    """Tell those who still wait why it was not done."""
    for entry in entries:
        if not entry.result.done():
            entry.result.set_exception(error)
