"""The actor of a room."""

import asyncio
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.chat import Chat
from livechat.errors import Forbidden, Invalid, NotFound, RateLimited, Unavailable
from livechat.events import (
    LOBBY,
    ROOMS,
    MembershipChanged,
    MessagePosted,
    RoomActive,
    RoomDeleted,
    RoomUpdated,
    room_topic,
    user_topic,
)
from livechat.ids import RoomId
from livechat.services.rooms.room_server import INBOX_LIMIT_EACH
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


@pytest.mark.parametrize("body", ["", "   \n ", "\u200b", "\u2800", "&#8203;", "x" * 10_001])
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
        server.change(alice.id, crash, lambda _: None), say(chat, alice, harbour, "lost"), return_exceptions=True
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
        server.change(alice.id, refuse, lambda _: None), say(chat, alice, harbour, "fine"), return_exceptions=True
    )

    assert isinstance(refused, Forbidden)
    assert await chat.messages.list_page(alice.id, harbour.id) == [posted]


async def test_posts_and_other_changes_take_their_turns_in_the_order_they_came(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)
    edit = chat.rooms.edit(alice.id, harbour.id, name="Docks", description="", is_private=False)

    with chat.bus.subscribe(room_topic(harbour.id)) as subscription:
        *_, refused = await asyncio.gather(
            say(chat, alice, harbour, "before"),
            edit,
            say(chat, bob, harbour, "between"),
            say(chat, alice, harbour, "between"),
            chat.memberships.leave(bob.id, harbour.id),
            say(chat, bob, harbour, "too late"),
            return_exceptions=True,
        )

        told = [type(event) for event in subscription.waiting()]
    assert told == [MessagePosted, RoomUpdated, MessagePosted, MessagePosted, MembershipChanged]
    assert isinstance(refused, Forbidden)
    assert [message.body for message in await chat.messages.list_page(alice.id, harbour.id)] == [
        "before",
        "between",
        "between",
    ]


async def test_posts_that_wait_together_are_one_transaction(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    begun: list[str] = []
    begin = chat.db.write

    def counted(**turn: Any) -> AbstractAsyncContextManager[AsyncConnection]:
        begun.append("one")
        return begin(**turn)

    monkeypatch.setattr(chat.db, "write", counted)

    await asyncio.gather(*(say(chat, alice, harbour, f"{n}") for n in range(10)))

    assert begun == ["one"]


async def test_what_is_said_after_the_room_was_deleted_is_refused_and_nothing_crashes(
    chat: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice)

    with chat.bus.subscribe(room_topic(harbour.id)) as subscription:
        _, *refused = await asyncio.gather(
            chat.rooms.delete(alice.id, harbour.id, name="Harbour"),
            say(chat, alice, harbour, "hello?"),
            chat.memberships.join(bob.id, harbour.id),
            return_exceptions=True,
        )

        assert subscription.waiting() == [RoomDeleted(harbour)]
    assert all(isinstance(error, NotFound | Unavailable) for error in refused)
    assert not caplog.records


@pytest.mark.parametrize("when", ["waiting", "being written"])
async def test_a_change_that_nobody_awaits_any_more_is_told_all_the_same(chat: Chat, when: str) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice)
    server = chat.registry.get(harbour.id)
    begun, told = asyncio.Event(), asyncio.Event()
    gate = asyncio.Event()

    async def wait(_: object) -> None:
        begun.set()
        await gate.wait()

    changing = asyncio.create_task(server.change(alice.id, wait, lambda _: told.set()))
    if when == "being written":
        await begun.wait()
    else:
        await asyncio.sleep(0)
    changing.cancel()
    gate.set()

    assert await chat.memberships.join(bob.id, harbour.id) == chat.directory.member(bob.id, harbour.id)
    assert told.is_set()


async def test_who_gives_up_on_a_change_that_is_refused_harms_nobody(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)

    async def refuse(_: object) -> None:
        raise Forbidden

    changing = asyncio.create_task(chat.registry.get(harbour.id).change(alice.id, refuse, lambda _: None))
    await asyncio.sleep(0)
    changing.cancel()

    assert (await say(chat, alice, harbour, "fine")).body == "fine"


async def test_the_last_activity_never_goes_back(chat: Chat, clock: FakeClock) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    await clock.advance(60)
    newest = await say(chat, alice, harbour, "now")

    chat.directory.note_activity(harbour.id, newest.inserted_at - timedelta(seconds=30))
    assert chat.directory.active_at(harbour.id) == newest.inserted_at
    chat.directory.drop_room(harbour.id)

    assert chat.directory.active_at(harbour.id) is None


async def test_what_is_sent_again_beside_something_new_does_not_hide_it(chat: Chat, clock: FakeClock) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    old = await say(chat, alice, harbour, "old")
    await clock.advance(60)

    new, again = await asyncio.gather(
        say(chat, alice, harbour, "new"), chat.messages.post(alice.id, harbour.id, "old", old.client_message_id)
    )

    assert again == old
    assert chat.directory.active_at(harbour.id) == new.inserted_at


async def test_one_person_does_not_fill_the_rooms_inbox(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)
    server = chat.registry.get(harbour.id)

    async with chat.db.write():
        posts = [asyncio.create_task(server.post(alice, f"{n}", f"alice-{n}")) for n in range(300)]
        await settle()
        posts.append(asyncio.create_task(server.post(bob, "hello", "bob-1")))
        await settle()
    answers = await asyncio.gather(*posts, return_exceptions=True)

    refused = sum(isinstance(answer, Unavailable) for answer in answers)
    assert 300 - 2 * INBOX_LIMIT_EACH <= refused < 300  # a batch was on its way when the next ones came
    assert not isinstance(answers[-1], BaseException)
