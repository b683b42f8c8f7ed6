"""The actor of a room."""

import asyncio

import pytest

from livechat.chat import Chat
from livechat.errors import Forbidden, Invalid, NotFound, RateLimited, Unavailable
from livechat.events import LOBBY, ROOMS, MessagePosted, RoomActive, room_topic, user_topic
from livechat.ids import RoomId
from livechat.services.supervisor import ChildState
from tests.fakes import FakeClock, settle
from tests.people import person, room, say


async def test_a_message_is_told_to_the_room_and_kept(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)

    with chat.bus.subscribe(room_topic(harbour.id)) as subscription:
        message = await say(chat, alice, harbour, "hello")

        assert subscription.waiting() == [MessagePosted(message)]
    assert await chat.messages.list_page(alice.id, harbour.id) == [message]


async def test_of_activity_the_services_hear_alone(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)

    with (
        chat.bus.subscribe(ROOMS) as services,
        chat.bus.subscribe(LOBBY) as lobby,
        chat.bus.subscribe(user_topic(alice.id)) as own,
    ):
        message = await say(chat, alice, harbour, "hello")
        await chat.messages.post(alice.id, harbour.id, "hello", message.client_message_id)

        assert services.waiting() == [RoomActive(harbour)]
        assert lobby.waiting() == own.waiting() == []


async def test_the_same_client_message_id_makes_no_second_message(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)

    first = await chat.messages.post(alice.id, harbour.id, "hello", "id-1")
    again = await chat.messages.post(alice.id, harbour.id, "hello", "id-1")

    assert again == first
    assert await chat.messages.list_page(alice.id, harbour.id) == [first]


async def test_messages_that_wait_together_are_stored_in_the_order_they_came(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)

    posts = [say(chat, author, harbour, f"{n}") for n, author in enumerate([alice, bob, alice, bob, bob])]
    posted = await asyncio.gather(*posts)

    assert [message.body for message in posted] == ["0", "1", "2", "3", "4"]
    assert [message.position for message in posted] == [0, 1, 2, 3, 4]
    assert sorted(message.id for message in posted) == [message.id for message in posted]


async def test_who_is_no_member_cannot_write(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice)

    with pytest.raises(Forbidden, match="Join the room"):
        await say(chat, bob, harbour, "hello")


async def test_a_private_room_answers_a_stranger_like_a_missing_one(chat: Chat) -> None:
    alice, mallory = await person(chat, "Alice"), await person(chat, "Mallory")
    attic = await room(chat, alice, "Attic", is_private=True)

    with pytest.raises(NotFound) as private:
        await say(chat, mallory, attic, "hello")
    with pytest.raises(NotFound) as missing:
        await chat.messages.post(mallory.id, RoomId(9_999), "hello", "id-1")

    assert str(private.value) == str(missing.value)


@pytest.mark.parametrize("body", ["", "   \n ", "x" * 10_001])
async def test_an_empty_and_an_overlong_message_are_refused_with_a_sentence(chat: Chat, body: str) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)

    with pytest.raises(Invalid) as refused:
        await say(chat, alice, harbour, body)

    assert str(refused.value).endswith(".")


async def test_the_eleventh_message_of_a_burst_waits(chat: Chat, clock: FakeClock) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    for number in range(10):
        await say(chat, alice, harbour, f"{number}")

    with pytest.raises(RateLimited) as limited:
        await say(chat, alice, harbour, "too much")
    await clock.advance(limited.value.retry_after_ms / 1_000)

    assert (await say(chat, alice, harbour, "now")).body == "now"


async def test_a_crash_fails_who_waits_and_the_room_is_back(chat: Chat, clock: FakeClock) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    server = chat.registry.get(harbour.id)

    async def crash(_: object) -> None:
        raise RuntimeError("crash on purpose")

    waiting = asyncio.gather(
        server.change(crash, lambda _: None), say(chat, alice, harbour, "lost"), return_exceptions=True
    )
    await settle()
    crashed, posted = await waiting
    assert isinstance(crashed, Unavailable)
    assert isinstance(posted, Unavailable)
    assert chat.supervisor.health()[f"room {harbour.id}"] == ChildState.RESTARTING

    await clock.advance(1)
    assert (await say(chat, alice, harbour, "again")).position == 0


async def test_a_refused_change_leaves_the_others_of_its_batch_alone(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    server = chat.registry.get(harbour.id)

    async def refuse(_: object) -> None:
        raise Forbidden

    refused, posted = await asyncio.gather(
        server.change(refuse, lambda _: None), say(chat, alice, harbour, "fine"), return_exceptions=True
    )

    assert isinstance(refused, Forbidden)
    assert await chat.messages.list_page(alice.id, harbour.id) == [posted]
