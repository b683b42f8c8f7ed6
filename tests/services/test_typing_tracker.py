"""Who is typing, told once when it begins and once when it ends."""

from livechat.chat import Chat
from livechat.events import TypingStarted, TypingStopped, room_topic
from livechat.services.typing_tracker import TYPING_TIMEOUT_SECONDS
from tests.fakes import FakeClock
from tests.people import person, room, say


async def test_many_keys_are_one_beginning_and_one_end(chat: Chat, clock: FakeClock) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    with chat.bus.subscribe(room_topic(harbour.id)) as subscription:
        for _ in range(10):
            chat.typing.touch(alice.id, harbour.id)
            await clock.advance(0.5)
        assert subscription.waiting() == [TypingStarted(harbour.id, alice)]

        await clock.advance(TYPING_TIMEOUT_SECONDS - 0.6)
        assert subscription.waiting() == []
        await clock.advance(0.1)

        assert subscription.waiting() == [TypingStopped(harbour.id, alice)]


async def test_sending_ends_it_at_once(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    chat.typing.touch(alice.id, harbour.id)
    with chat.bus.subscribe(room_topic(harbour.id)) as subscription:
        await say(chat, alice, harbour, "done")

        assert subscription.waiting()[-1] == TypingStopped(harbour.id, alice)


async def test_stopping_twice_is_told_once(chat: Chat, clock: FakeClock) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    chat.typing.touch(alice.id, harbour.id)
    with chat.bus.subscribe(room_topic(harbour.id)) as subscription:
        chat.typing.stop(alice.id, harbour.id)
        chat.typing.stop(alice.id, harbour.id)
        await clock.advance(5)

        assert subscription.waiting() == [TypingStopped(harbour.id, alice)]


async def test_rooms_and_people_are_kept_apart(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour, attic = await room(chat, alice, "Harbour", bob), await room(chat, alice, "Attic", bob)

    chat.typing.touch(alice.id, harbour.id)
    chat.typing.touch(bob.id, harbour.id)
    chat.typing.touch(bob.id, attic.id)
    chat.typing.stop(alice.id, harbour.id)

    assert chat.typing.people(harbour.id) == [bob]
    assert chat.typing.people(attic.id) == [bob]
