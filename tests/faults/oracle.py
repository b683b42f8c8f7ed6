"""What is stored, and whether it is whole, beside what was seen and acknowledged."""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from bench.viewers import MARK
from livechat.db import Database
from tests.faults.figures import Figure, certain, none_of
from tests.store.rows import check_index

_number = re.compile(re.escape(MARK.decode()) + r"(\d{6})")


def stored_bodies(path: Path, room_id: int = 1) -> list[str]:
    """The messages of a room in their order."""
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("SELECT body FROM message WHERE room_id = ? ORDER BY position", (room_id,))
        return [body for (body,) in rows]


def numbers_in(arrivals: Iterable[tuple[float, bytes]]) -> list[int]:
    """The numbers of the messages that have arrived, in order. One message may hold several drafts."""
    return [int(number) for _, body in arrivals for number in _number.findall(body.decode())]


async def check_store(path: Path) -> list[Figure]:
    """Whether the file is whole, its positions have no gap, its ids follow them, and search finds what is there."""
    with closing(sqlite3.connect(path)) as database:
        intact = database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rooms = [room_id for (room_id,) in database.execute("SELECT id FROM room")]
        gaps = sum(_gaps(database, room_id) for room_id in rooms)
    db = Database(path)
    await db.open()
    await check_index(db)  # raises when it differs
    await db.close()
    return [certain("the file is intact", intact), none_of("positions missing or out of order", gaps)]


def _gaps(database: sqlite3.Connection, room_id: int) -> int:
    rows = database.execute("SELECT position FROM message WHERE room_id = ? ORDER BY id", (room_id,)).fetchall()
    return sum(position != expected for expected, (position,) in enumerate(rows))
