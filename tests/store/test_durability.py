"""What the database holds after the process was killed; of whole chats tests/faults/test_kills.py tells."""

import asyncio
import sys
from pathlib import Path

from livechat.db import Database
from livechat.ids import RoomId
from livechat.store import messages
from tests.store.rows import check_index

TALKER = """
import asyncio, sys
from pathlib import Path
from livechat.db import Database
from tests.store.rows import add_person, add_room, add_messages

async def talk():
    db = Database(Path(sys.argv[1]))
    await db.open()
    alice = await add_person(db, "Alice")
    room = await add_room(db, alice, "harbour")
    while True:
        stored = await add_messages(db, room, alice, "ahoy", "anybody there")
        print(room.id, stored[-1].position, flush=True)

asyncio.run(talk())
"""


async def test_a_killed_process_leaves_whole_transactions_and_no_others(tmp_path: Path) -> None:
    path = tmp_path / "livechat.db"
    talker = await asyncio.create_subprocess_exec(
        sys.executable, "-c", TALKER, str(path), stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    assert talker.stdout is not None
    acknowledged = [await talker.stdout.readline() for _ in range(50)]
    talker.kill()
    acknowledged += [line async for line in talker.stdout if line.endswith(b"\n")]
    await talker.wait()
    room_id, position = map(int, acknowledged[-1].split())

    db = Database(path)
    await db.open()
    async with db.read() as tx:
        last = await messages.get_last_position(tx, RoomId(room_id))
        stored = await messages.list_newest(tx, RoomId(room_id), 10_000)
    await check_index(db)
    await db.close()

    assert last >= position
    assert last % 2 == 1  # each transaction stored both of its messages or none
    assert [message.position for message in stored] == list(range(last + 1))
