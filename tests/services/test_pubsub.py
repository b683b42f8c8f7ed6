"""The bus."""

import asyncio

from livechat.events import Topic
from livechat.services.pubsub import LAGGED, PubSub
from tests.fakes import settle

NEWS: Topic[str] = Topic("news")
SPORT: Topic[str] = Topic("sport")


def test_every_subscriber_of_a_topic_gets_its_events_in_order() -> None:
    bus = PubSub()
    alice, bob = bus.subscribe(NEWS), bus.subscribe(NEWS)

    bus.publish(NEWS, "first")
    bus.publish(NEWS, "second")

    assert alice.waiting() == bob.waiting() == ["first", "second"]


def test_a_subscriber_hears_nothing_of_other_topics() -> None:
    bus = PubSub()
    alice = bus.subscribe(NEWS)

    bus.publish(SPORT, "goal")

    assert alice.waiting() == []


def test_one_subscription_can_listen_to_several_topics_and_stop() -> None:
    bus = PubSub()
    alice = bus.subscribe(NEWS, SPORT)

    bus.publish(NEWS, "rain")
    alice.remove(NEWS)
    bus.publish(NEWS, "sun")
    bus.publish(SPORT, "goal")

    assert alice.waiting() == ["rain", "goal"]


def test_a_subscriber_that_falls_behind_is_told_so_and_gets_what_comes_after() -> None:
    bus = PubSub()
    slow = bus.subscribe(NEWS, limit=3)

    for number in range(5):
        bus.publish(NEWS, str(number))

    assert slow.waiting() == [LAGGED, "3", "4"]


async def test_iterating_ends_when_the_subscription_is_closed() -> None:
    bus = PubSub()
    with bus.subscribe(NEWS) as subscription:

        async def listen() -> list[object]:
            return [event async for event in subscription]

        task = asyncio.create_task(listen())
        bus.publish(NEWS, "hello")
        await settle()

    assert await task == ["hello"]
    assert bus.listeners() == 0
