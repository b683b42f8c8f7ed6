"""Pinned messages: who may, how many, and what is told of it."""

import pytest

from livechat.chat import Chat
from livechat.errors import Forbidden, NotFound
from livechat.events import PinChanged, room_topic
from livechat.records import Person, PostedMessage, RoomInfo
from tests.fakes import FakeClock
from tests.people import person, room, say


async def pinned(chat: Chat, who: Person, place: RoomInfo) -> list[str]:
    return [pin.message.body for pin in await chat.pins.list_pinned(who.id, place.id)]


async def harbour_of(chat: Chat, *others: Person) -> tuple[Person, RoomInfo, PostedMessage]:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice, "Harbour", *others)
    return alice, harbour, await say(chat, alice, harbour, "The gate code")


async def test_an_administrator_pins_and_every_reader_finds_it_the_last_one_first(chat: Chat, clock: FakeClock) -> None:
    reader = await person(chat, "Reader")
    alice, harbour, first = await harbour_of(chat)
    second = await say(chat, alice, harbour, "The tide table")

    await chat.pins.pin(alice.id, harbour.id, first.id)
    await clock.advance(1)
    await chat.pins.pin(alice.id, harbour.id, second.id)

    assert await pinned(chat, reader, harbour) == ["The tide table", "The gate code"]
    (newest, _) = await chat.pins.list_pinned(reader.id, harbour.id)
    assert (newest.by, newest.at) == (alice, clock.now())
    assert newest.message.html == "<p>The tide table</p>"


async def test_what_is_pinned_twice_is_pinned_once_and_told_once(chat: Chat) -> None:
    alice, harbour, message = await harbour_of(chat)

    with chat.bus.subscribe(room_topic(harbour.id)) as told:
        for _ in range(2):
            await chat.pins.pin(alice.id, harbour.id, message.id)
        for _ in range(2):
            await chat.pins.unpin(alice.id, harbour.id, message.id)
        events = told.waiting()

    assert events == [PinChanged(message.id, 0, is_pinned=True), PinChanged(message.id, 0, is_pinned=False)]
    assert await pinned(chat, alice, harbour) == []


async def test_members_and_strangers_pin_nothing(chat: Chat) -> None:
    bob, outsider = await person(chat, "Bob"), await person(chat, "Outsider")
    alice, harbour, message = await harbour_of(chat, bob)
    await chat.pins.pin(alice.id, harbour.id, message.id)

    for who in (bob, outsider):
        with pytest.raises(Forbidden):
            await chat.pins.pin(who.id, harbour.id, message.id)
        with pytest.raises(Forbidden):
            await chat.pins.unpin(who.id, harbour.id, message.id)

    assert await pinned(chat, bob, harbour) == ["The gate code"]


async def test_what_is_pinned_in_a_private_room_is_as_missing_as_no_room(chat: Chat) -> None:
    outsider, alice = await person(chat, "Outsider"), await person(chat, "Alice")
    hideout = await room(chat, alice, "Hideout", is_private=True)
    message = await say(chat, alice, hideout, "hidden")

    with pytest.raises(NotFound):
        await chat.pins.list_pinned(outsider.id, hideout.id)
    with pytest.raises(NotFound):
        await chat.pins.pin(outsider.id, hideout.id, message.id)


async def test_a_message_of_another_room_is_none_of_this_one(chat: Chat) -> None:
    alice, harbour, message = await harbour_of(chat)
    attic = await room(chat, alice, "Attic")

    with pytest.raises(NotFound):
        await chat.pins.pin(alice.id, attic.id, message.id)
    await chat.pins.pin(alice.id, harbour.id, message.id)
    with pytest.raises(NotFound):
        await chat.pins.unpin(alice.id, attic.id, message.id)

    assert await pinned(chat, alice, harbour) == ["The gate code"]
