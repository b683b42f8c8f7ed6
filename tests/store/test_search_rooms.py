import pytest

from livechat.db import Database
from livechat.ids import RoomId
from livechat.records import Person, RoomInfo, SearchHit
from livechat.store.search import search_rooms
from tests.store.rows import add_messages, add_room


async def find_in_rooms(db: Database, room_ids: list[RoomId], query: str, limit: int = 50) -> list[SearchHit]:
    async with db.read() as tx:
        return await search_rooms(tx, room_ids, query, limit)


async def test_several_rooms_are_searched_and_no_others(db: Database, alice: Person, room: RoomInfo) -> None:
    quay, attic = await add_room(db, alice, "quay"), await add_room(db, alice, "attic")
    for place in (room, quay, attic):
        await add_messages(db, place, alice, f"ahoy from {place.slug}")

    hits = await find_in_rooms(db, [room.id, quay.id], "ahoy")

    assert {hit.message.room_id for hit in hits} == {room.id, quay.id}


async def test_no_query_reaches_a_room_that_was_not_named(db: Database, alice: Person, room: RoomInfo) -> None:
    attic = await add_room(db, alice, "attic")
    await add_messages(db, attic, alice, "the treasure is under the stairs")

    for query in ("treasure", f'treasure") OR room : ("r{attic.id}', f"treasure r{attic.id}"):
        assert await find_in_rooms(db, [room.id], query) == []
        assert await find_in_rooms(db, [], query) == []


async def test_a_thousand_rooms_can_be_searched_at_once(db: Database, alice: Person, room: RoomInfo) -> None:
    await add_messages(db, room, alice, "ahoy")

    assert len(await find_in_rooms(db, [RoomId(number) for number in range(1, 1_001)], "ahoy")) == 1


async def test_the_words_that_match_are_told_as_they_were_written(db: Database, alice: Person, room: RoomInfo) -> None:
    await add_messages(db, room, alice, "We paint the *Kittiwake* today, <b>paint</b> is in the shed.")

    (hit,) = await find_in_rooms(db, [room.id], "PAINT kitti")

    assert hit.words == {"paint", "Kittiwake"}


@pytest.mark.parametrize("body", ["a\x02b boat", "\x03a\x02\x02b\x03\x03 boat", "\x02\x03 boat"])
async def test_markers_in_a_message_are_harmless(db: Database, alice: Person, room: RoomInfo, body: str) -> None:
    await add_messages(db, room, alice, body)

    (hit,) = await find_in_rooms(db, [room.id], "boat")

    assert "boat" in hit.words
