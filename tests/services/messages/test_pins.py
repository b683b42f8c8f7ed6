"""Pinned messages: who may, how many, and what is told of it."""

import asyncio
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from livechat.chat import Chat
from livechat.errors import Forbidden, Invalid, NotFound
from livechat.events import PinChanged, room_topic
from livechat.models import Role
from livechat.records import Member, Person, PostedMessage, RoomInfo
from livechat.services.messages.pins import MAX_PINS
from livechat.store.posted import message_table
from tests.fakes import FakeClock
from tests.people import person, room, say
from tests.settings import settings_in


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


async def mark(chat: Chat, message: PostedMessage, deleted_at: datetime | None) -> None:
    """As a deletion does, and as its undo does."""
    async with chat.db.write() as tx:
        change = sa.update(message_table).where(message_table.c.id == message.id)
        await tx.execute(change.values(deleted_at=deleted_at, deleted_by_id=message.author.id))


async def test_a_deleted_message_is_pinned_no_longer_and_is_again_when_that_is_undone(chat: Chat) -> None:
    alice, harbour, message = await harbour_of(chat)
    await chat.pins.pin(alice.id, harbour.id, message.id)

    await mark(chat, message, chat.clock.now())
    assert await pinned(chat, alice, harbour) == []
    with pytest.raises(Forbidden):
        await chat.pins.pin(alice.id, harbour.id, message.id)
    await mark(chat, message, None)

    assert await pinned(chat, alice, harbour) == ["The gate code"]


async def test_what_is_unpinned_while_it_is_deleted_comes_back_unpinned(chat: Chat) -> None:
    alice, harbour, message = await harbour_of(chat)
    await chat.pins.pin(alice.id, harbour.id, message.id)
    await mark(chat, message, chat.clock.now())

    await chat.pins.unpin(alice.id, harbour.id, message.id)
    await mark(chat, message, None)

    assert await pinned(chat, alice, harbour) == []


async def test_a_room_has_at_most_fifty_and_a_deleted_one_does_not_count_until_that_is_undone(tmp_path: Path) -> None:
    async with Chat(settings_in(tmp_path, limits="off")).running() as chat:
        alice, harbour, first = await harbour_of(chat)
        await chat.pins.pin(alice.id, harbour.id, first.id)
        for number in range(1, MAX_PINS):
            message = await say(chat, alice, harbour, f"note {number}")
            await chat.pins.pin(alice.id, harbour.id, message.id)
        more = await say(chat, alice, harbour, "one too many")

        with pytest.raises(Invalid, match="A room has at most 50 pinned messages"):
            await chat.pins.pin(alice.id, harbour.id, more.id)
        await chat.deletion.delete(alice.id, harbour.id, first.id)
        await chat.pins.pin(alice.id, harbour.id, more.id)
        assert len(await pinned(chat, alice, harbour)) == MAX_PINS

        restored = await chat.deletion.undo_delete(alice.id, harbour.id, first.id)
        assert not restored.is_pinned
        assert len(await pinned(chat, alice, harbour)) == MAX_PINS


async def test_who_is_no_administrator_any_more_when_their_turn_comes_pins_nothing(chat: Chat) -> None:
    bob = await person(chat, "Bob")
    alice, harbour, message = await harbour_of(chat, bob)
    server = chat.registry.get(harbour.id)
    begun = asyncio.Event()

    async def take_away(_: object) -> None:
        begun.set()
        chat.directory.put_member(Member(harbour.id, alice.id, Role.MEMBER, chat.clock.now()))

    first = asyncio.create_task(server.change(bob.id, take_away, lambda _: None))
    await asyncio.sleep(0)  # it is the first to be at its turn
    assert not begun.is_set()
    with pytest.raises(Forbidden):
        await chat.pins.pin(alice.id, harbour.id, message.id)
    await first

    assert begun.is_set()
    assert await pinned(chat, bob, harbour) == []


ACTS = ("pin", "unpin", "delete", "undo", "restart")


@settings(max_examples=25)
@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 3)), max_size=25))
def test_any_order_of_pins_deletions_and_restarts_gives_what_a_recount_gives(acts: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(_act_and_recount(Path(folder), acts))


async def _act_and_recount(folder: Path, acts: list[tuple[str, int]]) -> None:
    wanted: list[int] = []  # the one that was pinned last is the first
    deleted: set[int] = set()
    clock = FakeClock()
    async with AsyncExitStack() as open_now:
        chat = await open_now.enter_async_context(_running(folder, clock))
        alice = await person(chat, "Alice")
        harbour = await room(chat, alice)
        said = [await say(chat, alice, harbour, str(number)) for number in range(4)]
        for act, number in acts:
            clock.set_forward(1)
            if act == "restart":
                await open_now.aclose()
                chat = await open_now.enter_async_context(_running(folder, clock))
            elif act == "pin" and number not in deleted:
                await chat.pins.pin(alice.id, harbour.id, said[number].id)
                wanted = wanted if number in wanted else [number, *wanted]
            elif act == "unpin":
                await chat.pins.unpin(alice.id, harbour.id, said[number].id)
                wanted = [other for other in wanted if other != number]
            elif act == "delete":
                await mark(chat, said[number], clock.now())
                deleted.add(number)
            elif act == "undo":
                await mark(chat, said[number], None)
                deleted.discard(number)
            shown = [str(other) for other in wanted if other not in deleted]
            assert await pinned(chat, alice, harbour) == shown
            page = await chat.messages.list_page(alice.id, harbour.id)
            assert {message.body for message in page if message.is_pinned} == set(shown)


def _running(folder: Path, clock: FakeClock) -> AbstractAsyncContextManager[Chat]:
    return Chat(settings_in(folder, limits="off"), clock=clock).running()
