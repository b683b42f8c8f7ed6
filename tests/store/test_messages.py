import pytest
from sqlalchemy.exc import IntegrityError

from livechat.db import Database
from livechat.ids import MessageId
from livechat.records import Person, RoomInfo
from livechat.store import messages, rooms
from tests.store.rows import NOON, add_messages, add_room, check_index, new_message


async def test_a_message_comes_back_with_its_author(db: Database, alice: Person, room: RoomInfo) -> None:
    async with db.write() as tx:
        message, is_new = await messages.insert(tx, new_message(room, alice, "Hello", "one"), alice)

    assert is_new
    assert (message.author, message.body, message.client_message_id) == (alice, "Hello", "one")
    assert (message.room_id, message.position, message.inserted_at) == (room.id, 0, NOON)
    async with db.read() as tx:
        assert await messages.find(tx, message.id) == message
        assert await messages.find_by_client_id(tx, alice.id, "one") == message


async def test_what_is_not_there_is_none(db: Database, alice: Person, bob: Person, room: RoomInfo) -> None:
    async with db.write() as tx:
        await messages.insert(tx, new_message(room, alice, "Hello", "one"), alice)

    async with db.read() as tx:
        assert await messages.find(tx, MessageId(9_999)) is None
        assert await messages.find_by_client_id(tx, bob.id, "one") is None


async def test_a_batch_is_stored_in_its_order_without_gaps(
    db: Database, alice: Person, bob: Person, room: RoomInfo
) -> None:
    await add_messages(db, room, alice, "before")
    batch = [(new_message(room, person, f"{number}"), person) for number in range(40) for person in (alice, bob)]
    async with db.write() as tx:
        stored = [message for message, _ in await messages.insert_many(tx, batch)]

    assert [message.body for message in stored] == [new.body for new, _ in batch]
    assert [message.position for message in stored] == list(range(1, 81))
    assert [message.id for message in stored] == sorted(message.id for message in stored)
    async with db.read() as tx:
        assert await messages.list_newest(tx, room.id, 80) == stored


async def test_each_room_counts_for_itself(db: Database, alice: Person, room: RoomInfo) -> None:
    quay = await add_room(db, alice, "quay")
    for place in (room, quay, room, quay, quay):
        await add_messages(db, place, alice, "hi")

    async with db.read() as tx:
        assert await messages.get_last_position(tx, room.id) == 1
        assert await messages.get_last_position(tx, quay.id) == 2


async def test_an_empty_room_ends_before_its_first_message(db: Database, room: RoomInfo) -> None:
    async with db.read() as tx:
        assert await messages.get_last_position(tx, room.id) == -1
        assert await messages.list_newest(tx, room.id, 50) == await messages.list_block(tx, room.id, 0) == []


async def test_sending_again_answers_with_the_stored_message(db: Database, alice: Person, room: RoomInfo) -> None:
    new = new_message(room, alice, "once")
    async with db.write() as tx:
        first = await messages.insert(tx, new, alice)
    async with db.write() as tx:
        again = await messages.insert(tx, new, alice)

    assert first[1] is True
    assert again == (first[0], False)
    async with db.read() as tx:
        assert await messages.list_newest(tx, room.id, 50) == [first[0]]


async def test_retries_among_new_messages_leave_no_gap(
    db: Database, alice: Person, bob: Person, room: RoomInfo
) -> None:
    old, twice = new_message(room, alice, "old", "a"), new_message(room, alice, "twice", "b")
    same_id_of_bob = new_message(room, bob, "bob's own", "a")
    async with db.write() as tx:
        await messages.insert(tx, old, alice)
    async with db.write() as tx:
        batch = [(twice, alice), (old, alice), (same_id_of_bob, bob), (twice, alice)]
        stored = await messages.insert_many(tx, batch)

    assert [(message.body, message.position, is_new) for message, is_new in stored] == [
        ("twice", 1, True),
        ("old", 0, False),
        ("bob's own", 2, True),
        ("twice", 1, False),
    ]
    await check_index(db)


async def test_a_retry_in_another_room_answers_with_the_first(db: Database, alice: Person, room: RoomInfo) -> None:
    quay = await add_room(db, alice, "quay")
    async with db.write() as tx:
        first, _ = await messages.insert(tx, new_message(room, alice, "here", "same"), alice)
        again = await messages.insert(tx, new_message(quay, alice, "there", "same"), alice)

    assert again == (first, False)


async def test_nothing_is_stored_in_a_room_that_is_gone(db: Database, alice: Person, room: RoomInfo) -> None:
    async with db.write() as tx:
        await rooms.delete(tx, room.id)

    with pytest.raises(IntegrityError):
        await add_messages(db, room, alice, "hello?")


async def test_a_batch_may_be_larger_than_one_statement(db: Database, alice: Person, room: RoomInfo) -> None:
    stored = await add_messages(db, room, alice, *(f"{number}" for number in range(messages.MAX_AT_ONCE + 5)))

    assert [message.position for message in stored] == list(range(messages.MAX_AT_ONCE + 5))


async def test_an_empty_batch_stores_nothing(db: Database) -> None:
    async with db.write() as tx:
        assert await messages.insert_many(tx, []) == []
