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


async def test_the_excerpt_marks_each_word_that_was_found(db: Database, alice: Person, room: RoomInfo) -> None:
    await add_messages(db, room, alice, "We paint the *Kittiwake* today, <b>paint</b> is in the shed.")

    (hit,) = await find_in_rooms(db, [room.id], "paint kitti")

    assert [text for text, is_hit in hit.excerpt if is_hit] == ["paint", "Kittiwake", "paint"]
    assert "".join(text for text, _ in hit.excerpt) == hit.message.body


async def test_of_a_long_message_the_excerpt_is_the_place_that_matches(
    db: Database, alice: Person, room: RoomInfo
) -> None:
    await add_messages(db, room, alice, "before " * 500 + "the needle is here " + "after " * 500)

    (hit,) = await find_in_rooms(db, [room.id], "needle")

    text = "".join(text for text, _ in hit.excerpt)
    assert "the needle is here" in text
    assert text.startswith("…")
    assert len(text) < 450
