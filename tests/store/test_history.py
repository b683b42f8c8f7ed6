from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.db import Database
from livechat.ids import RoomId
from livechat.records import Person, RoomInfo
from livechat.store import messages, rooms
from tests.store.rows import add_messages, add_room

Read = Callable[[AsyncConnection, RoomId], Awaitable[object]]


@pytest.fixture
async def told(db: Database, alice: Person, room: RoomInfo) -> RoomInfo:
    """A room with 120 messages, "0" to "119", between those of another."""
    quay = await add_room(db, alice, "quay")
    for start in range(0, 120, 40):
        await add_messages(db, room, alice, *(f"{number}" for number in range(start, start + 40)))
        await add_messages(db, quay, alice, "elsewhere")
    return room


async def test_blocks_cover_the_room_without_gap_or_overlap(db: Database, told: RoomInfo) -> None:
    async with db.read() as tx:
        blocks = [await messages.list_block(tx, told.id, number) for number in range(4)]

    assert [len(block) for block in blocks] == [50, 50, 20, 0]
    assert [message.body for block in blocks for message in block] == [f"{number}" for number in range(120)]


async def test_the_newest_are_in_order(db: Database, told: RoomInfo) -> None:
    async with db.read() as tx:
        assert [message.body for message in await messages.list_newest(tx, told.id, 3)] == ["117", "118", "119"]


async def test_paging_back_meets_each_message_once(db: Database, told: RoomInfo) -> None:
    met: list[int] = []
    async with db.read() as tx:
        page = await messages.list_newest(tx, told.id, 50)
        while page:
            met = [message.position for message in page] + met
            page = await messages.list_before(tx, told.id, page[0].position, 50)

    assert met == list(range(120))


@pytest.mark.parametrize(
    "read",
    [
        lambda tx, room: messages.list_newest(tx, room, 50),
        lambda tx, room: messages.list_before(tx, room, 100, 50),
        lambda tx, room: messages.list_block(tx, room, 1),
        messages.get_last_position,
    ],
    ids=["newest", "before", "block", "last position"],
)
async def test_history_is_read_by_index_and_not_sorted(db: Database, told: RoomInfo, read: Read) -> None:
    plan = await _plan(db, lambda tx: read(tx, told.id))

    assert "INDEX message_room_position (room_id=?" in plan
    assert "SCAN" not in plan
    assert "TEMP B-TREE" not in plan


async def test_retries_are_looked_up_by_index(db: Database, alice: Person, told: RoomInfo) -> None:
    plan = await _plan(db, lambda tx: messages.find_by_client_id(tx, alice.id, "a"))

    assert "(user_id=? AND client_message_id=?)" in plan
    assert "SCAN" not in plan


async def test_last_messages_are_found_by_index(db: Database, told: RoomInfo) -> None:
    plan = await _plan(db, rooms.list_last_message_times)

    assert "INDEX message_room_position (room_id=?" in plan
    assert "SCAN message" not in plan


async def _plan(db: Database, run: Callable[[AsyncConnection], Awaitable[object]]) -> str:
    """How SQLite goes about what `run` asks."""
    asked: list[tuple[str, Any]] = []
    async with db.read() as tx:
        event.listen(tx.sync_connection, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
        await run(tx)
        (statement, values), *_ = asked  # what hangs on the messages is asked for after them
        return "\n".join(row.detail for row in await tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values))
