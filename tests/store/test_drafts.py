from livechat.db import Database
from livechat.records import Person, RoomInfo, SavedDraft
from livechat.store import drafts, rooms
from tests.store.rows import NOON, add_room


async def test_the_newest_text_of_a_draft_counts(db: Database, alice: Person, room: RoomInfo) -> None:
    async with db.write() as tx:
        await drafts.put_many(tx, {(alice.id, room.id): SavedDraft("Hel", "one")}, NOON)
        await drafts.put_many(tx, {(alice.id, room.id): SavedDraft("Hello", "two")}, NOON)

    async with db.read() as tx:
        assert await drafts.list_all(tx) == {(alice.id, room.id): SavedDraft("Hello", "two")}


async def test_each_person_has_a_draft_in_each_room(db: Database, alice: Person, bob: Person, room: RoomInfo) -> None:
    quay = await add_room(db, alice, "quay")
    texts = {
        (person.id, place.id): SavedDraft(f"{person.id} {place.id}", "id")
        for person in (alice, bob)
        for place in (room, quay)
    }
    async with db.write() as tx:
        await drafts.put_many(tx, texts, NOON)

    async with db.read() as tx:
        assert await drafts.list_all(tx) == texts


async def test_an_empty_text_ends_a_draft(db: Database, alice: Person, room: RoomInfo) -> None:
    async with db.write() as tx:
        await drafts.put_many(tx, {(alice.id, room.id): SavedDraft("Hello", "one")}, NOON)
        await drafts.put_many(tx, {(alice.id, room.id): SavedDraft("", "one")}, NOON)

    async with db.read() as tx:
        assert await drafts.list_all(tx) == {}


async def test_sending_ends_the_draft_that_was_sent_only(
    db: Database, alice: Person, bob: Person, room: RoomInfo
) -> None:
    async with db.write() as tx:
        await drafts.put_many(tx, {(alice.id, room.id): SavedDraft("Sent", "one")}, NOON)
        await drafts.put_many(tx, {(bob.id, room.id): SavedDraft("Begun since", "three")}, NOON)
        await drafts.clear_many(tx, room.id, [(alice.id, "one"), (bob.id, "two")])

    async with db.read() as tx:
        assert await drafts.list_all(tx) == {(bob.id, room.id): SavedDraft("Begun since", "three")}


async def test_a_draft_for_a_room_that_is_gone_is_dropped(db: Database, alice: Person, room: RoomInfo) -> None:
    quay = await add_room(db, alice, "quay")
    async with db.write() as tx:
        await rooms.delete(tx, room.id)
        texts = {(alice.id, room.id): SavedDraft("late", "one"), (alice.id, quay.id): SavedDraft("kept", "two")}
        await drafts.put_many(tx, texts, NOON)

    async with db.read() as tx:
        assert list(await drafts.list_all(tx)) == [(alice.id, quay.id)]
