"""The first message since a moment: one search by halves, however much was said."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from livechat.db import Database
from livechat.records import Person, RoomInfo
from livechat.store import messages
from livechat.store.posted import message_table
from tests.store.rows import NOON, add_messages, add_person, add_room


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


async def said_at(db: Database, *minutes: int, slug: str = "harbour") -> RoomInfo:
    """A room in which something was said so many minutes after noon."""
    maker: Person = await add_person(db, f"maker of {slug}")
    room = await add_room(db, maker, slug)
    if minutes:
        stored = await add_messages(db, room, maker, *(f"at {minute}" for minute in minutes))
        async with db.write() as tx:
            for message, minute in zip(stored, minutes, strict=True):
                change = sa.update(message_table).where(message_table.c.id == message.id)
                await tx.execute(change.values(inserted_at=at(minute)))
    return room


async def first_since(db: Database, room: RoomInfo, minute: int) -> str | None:
    async with db.read() as tx:
        found = await messages.find_first_since(tx, room.id, at(minute))
    return None if found is None else found.body


@pytest.mark.parametrize("count", range(1, 10))
async def test_it_is_found_wherever_it_stands(db: Database, count: int) -> None:
    minutes = [10 * number for number in range(count)]
    room = await said_at(db, *minutes)

    for asked in range(-5, 10 * count, 5):
        first = min((minute for minute in minutes if minute >= asked), default=minutes[-1])
        assert await first_since(db, room, asked) == f"at {first}"


async def test_other_rooms_are_not_looked_at(db: Database) -> None:
    await said_at(db, 1, 2, 3, slug="attic")
    room = await said_at(db, 20, 30)

    assert await first_since(db, room, 0) == "at 20"


async def test_in_an_empty_room_there_is_none(db: Database) -> None:
    room = await said_at(db)

    assert await first_since(db, room, 0) is None


async def test_of_equal_moments_the_first_message_counts(db: Database) -> None:
    room = await said_at(db, 5, 10, 10, 10, 15)

    async with db.read() as tx:
        found = await messages.find_first_since(tx, room.id, at(10))

    assert found is not None
    assert found.position == 1


async def test_where_the_clock_was_set_back_it_follows_on_an_earlier_one(db: Database) -> None:
    room = await said_at(db, 0, 60, 10, 20, 70)

    assert await first_since(db, room, 50) in ("at 60", "at 70")
