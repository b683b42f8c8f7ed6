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

    def __init__(self, listeners: "_Listeners", limit: int) -> None:
        self._listeners = listeners
        self._limit = limit
        self._queue: deque[E | Lagged] = deque()
        self._topics: set[Topic[Any]] = set()
        self._arrived = asyncio.Event()
        self._closed = False

    def add(self, topic: Topic[E]) -> None:
        """Listen to one more topic."""
        self._topics.add(topic)
        self._listeners.add(topic, self)

    def remove(self, topic: Topic[E]) -> None:
        """Stop listening to a topic; what it has sent already stays in the queue."""
        self._topics.discard(topic)
        self._listeners.remove(topic, self)

    def close(self) -> None:
        """Leave all topics and end the iteration."""
        for topic in tuple(self._topics):
            self.remove(topic)
        self._closed = True
        self._queue.clear()
        self._arrived.set()

    def deliver(self, event: E) -> None:
        """Put an event into the queue; when that is full, what waits gives way to `LAGGED`."""
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
    """Where events are published and listened to."""

    def __init__(self) -> None:
        self._listeners = _Listeners()

    def subscribe(self, *topics: Topic[E], limit: int = QUEUE_LIMIT) -> Subscription[E]:
        """A new subscription to the topics; the caller closes it."""
        subscription: Subscription[E] = Subscription(self._listeners, limit)
        for topic in topics:
            subscription.add(topic)
        return subscription

    def publish(self, topic: Topic[E], event: E) -> None:
        """Put the event into every listener's queue."""
        for subscription in tuple(self._listeners.by_topic.get(topic, ())):
            subscription.deliver(event)

    def listeners(self) -> int:
        """How many (topic, subscription) pairs there are: none once everything is closed."""
        return len(self._listeners)


class _Listeners:
    """Who listens to what: the bus's book, in which its subscriptions enter themselves."""

    def __init__(self) -> None:
        self.by_topic: defaultdict[Topic[Any], set[Subscription[Any]]] = defaultdict(set)

    def __len__(self) -> int:
        return sum(len(subscriptions) for subscriptions in self.by_topic.values())

    def add(self, topic: Topic[E], subscription: Subscription[E]) -> None:
        self.by_topic[topic].add(subscription)

    def remove(self, topic: Topic[E], subscription: Subscription[E]) -> None:
        listeners = self.by_topic.get(topic)
        if listeners is not None:
            listeners.discard(subscription)
            if not listeners:
                del self.by_topic[topic]
