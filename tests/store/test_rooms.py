from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from livechat.db import Database
from livechat.models import Role
from livechat.records import Person, RoomInfo, SavedDraft
from livechat.store import drafts, memberships, messages, rooms, search
from tests.store.rows import NOON, add_messages, add_room, check_index, new_message


async def test_a_room_comes_back_as_it_was_stored(db: Database, room: RoomInfo) -> None:
    async with db.read() as tx:
        assert await rooms.list_all(tx) == [room]
    assert room.inserted_at == NOON


async def test_a_room_changes_its_name_and_keeps_its_slug(db: Database, room: RoomInfo) -> None:
    async with db.write() as tx:
        changed = await rooms.update(tx, room.id, name="Quay", description="Boats", is_private=True)

    assert (changed.name, changed.description, changed.is_private) == ("Quay", "Boats", True)
    assert (changed.id, changed.slug, changed.inserted_at) == (room.id, room.slug, room.inserted_at)


async def test_a_slug_is_taken_once(db: Database, alice: Person, room: RoomInfo) -> None:
    with pytest.raises(IntegrityError):
        await add_room(db, alice, room.slug)


async def test_slugs_like_another_are_that_one_and_its_suffixed_ones(db: Database, alice: Person) -> None:
    for slug in ("a-b", "a-b-2", "a-bc", "axb", "a_b-3"):
        await add_room(db, alice, slug)

    async with db.read() as tx:
        assert await rooms.slugs_like(tx, "a-b") == {"a-b", "a-b-2"}
        assert await rooms.slugs_like(tx, "a_b") == {"a_b-3"}


async def test_last_messages_tell_each_rooms_newest(db: Database, alice: Person, room: RoomInfo) -> None:
    await add_room(db, alice, "silent")
    await add_messages(db, room, alice, "one", "two")
    async with db.write() as tx:
        late = replace(new_message(room, alice, "three"), inserted_at=NOON + timedelta(hours=1))
        await messages.insert(tx, late, alice)

    async with db.read() as tx:
        assert await rooms.list_last_message_times(tx) == {room.id: NOON + timedelta(hours=1)}


async def test_deleting_a_room_takes_everything_of_it_along(db: Database, alice: Person, room: RoomInfo) -> None:
    other = await add_room(db, alice, "quay")
    for place in (room, other):
        await add_messages(db, place, alice, "ships ahoy", "ships again")
        async with db.write() as tx:
            await memberships.insert(tx, room_id=place.id, user_id=alice.id, role=Role.ADMIN, joined_at=NOON)
            await drafts.put_many(tx, {(alice.id, place.id): SavedDraft("hm", "id")}, NOON)

    async with db.write() as tx:
        await rooms.delete(tx, room.id)

    async with db.read() as tx:
        assert await messages.list_newest(tx, room.id, 50) == []
        assert [member.room_id for member in await memberships.list_all(tx)] == [other.id]
        assert list(await drafts.list_all(tx)) == [(alice.id, other.id)]
        assert await search.search_messages(tx, room.id, "ships") == []
        assert len(await search.search_messages(tx, other.id, "ships")) == 2
        words = await tx.exec_driver_sql("SELECT count(*) FROM message_fts WHERE message_fts MATCH 'ships'")
        assert words.scalar_one() == 2
    await check_index(db)


async def test_a_deleted_rooms_ids_are_never_used_again(db: Database, alice: Person, room: RoomInfo) -> None:
    [gone] = await add_messages(db, room, alice, "bye")
    async with db.write() as tx:
        await rooms.delete(tx, room.id)

    another = await add_room(db, alice, "harbour")
    [message] = await add_messages(db, another, alice, "hello")

    assert another.id > room.id
    assert message.id > gone.id
