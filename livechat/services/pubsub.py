"""The bus: typed topics inside one process. Publishing never waits; a subscriber that falls behind is told so."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from typing import Any, Generic, Self, TypeVar

from livechat.events import Topic

E = TypeVar("E")

QUEUE_LIMIT = 1_000  # events waiting for one subscriber


class Lagged:
    """Stands for events that were dropped: the subscriber has to load its state afresh."""

    __slots__ = ()


LAGGED = Lagged()


class Subscription(Generic[E]):
    """One listener's bounded queue over any number of topics; iterate it, then close it."""

    def __init__(self, bus: "PubSub", limit: int) -> None:
        self._bus = bus
        self._limit = limit
        self._queue: deque[E | Lagged] = deque()
        self._topics: set[Topic[Any]] = set()
        self._arrived = asyncio.Event()
        self._closed = False

    def add(self, topic: Topic[E]) -> None:
        """Listen to one more topic."""
        self._topics.add(topic)
        self._bus._listeners[topic].add(self)

    def remove(self, topic: Topic[E]) -> None:
        """Stop listening to a topic; what it has sent already stays in the queue."""
        self._topics.discard(topic)
        self._bus._forget(topic, self)

    def close(self) -> None:
        """Leave all topics and end the iteration."""
        for topic in tuple(self._topics):
            self.remove(topic)
        self._closed = True
        self._queue.clear()
        self._arrived.set()

    def _deliver(self, event: E) -> None:
        if len(self._queue) >= self._limit:
            self._queue.clear()
            self._queue.append(LAGGED)
        self._queue.append(event)
        self._arrived.set()

    def waiting(self) -> "list[E | Lagged]":
        """Take everything that is queued right now, without waiting."""
        taken = list(self._queue)
        self._queue.clear()
        return taken

    async def batches(self) -> "AsyncIterator[list[E | Lagged]]":
        """Everything that has gathered since the last batch, until the subscription is closed."""
        while not self._closed:
            self._arrived.clear()
            if self._queue:
                yield self.waiting()
            else:
                await self._arrived.wait()

    async def __aiter__(self) -> "AsyncIterator[E | Lagged]":
        async for batch in self.batches():
            for event in batch:
                yield event

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class PubSub:
    """Who listens to what."""

    def __init__(self) -> None:
        self._listeners: defaultdict[Topic[Any], set[Subscription[Any]]] = defaultdict(set)

    def subscribe(self, *topics: Topic[E], limit: int = QUEUE_LIMIT) -> Subscription[E]:
        """A new subscription to the topics; the caller closes it."""
        subscription: Subscription[E] = Subscription(self, limit)
        for topic in topics:
            subscription.add(topic)
        return subscription

    def publish(self, topic: Topic[E], event: E) -> None:
        """Put the event into every listener's queue."""
        for subscription in tuple(self._listeners.get(topic, ())):
            subscription._deliver(event)

    def listeners(self) -> int:
        """How many (topic, subscription) pairs there are: none once everything is closed."""
        return sum(len(subscriptions) for subscriptions in self._listeners.values())

    def _forget(self, topic: Topic[Any], subscription: Subscription[Any]) -> None:
        listeners = self._listeners.get(topic)
        if listeners is not None:
            listeners.discard(subscription)
            if not listeners:
                del self._listeners[topic]
