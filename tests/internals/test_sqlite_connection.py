"""The contract of livechat/internals/sqlite_connection.py with aiosqlite: what its thread does not hold up."""

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

from livechat.internals.sqlite_connection import connection_to

LEAVES_IT_OPEN = """
import asyncio, sys
from pathlib import Path
from livechat.internals.sqlite_connection import connection_to

asyncio.run(connection_to(Path(sys.argv[1])).__aenter__())
"""


async def test_its_thread_is_one_that_no_process_waits_for(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    async with connection_to(tmp_path / "file.db"):
        (thread,) = set(threading.enumerate()) - before

        assert thread.daemon, "aiosqlite keeps its thread elsewhere now: see livechat/internals/sqlite_connection.py"


def test_a_process_ends_though_a_connection_is_open(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-c", LEAVES_IT_OPEN, str(tmp_path / "file.db")]

    assert subprocess.run(command, timeout=30, check=False).returncode == 0


async def test_it_begins_no_transaction_by_itself(tmp_path: Path) -> None:
    async with connection_to(tmp_path / "file.db") as connection:
        await connection.execute("CREATE TABLE words (word TEXT)")
        await connection.execute("INSERT INTO words VALUES ('told')")
        with sqlite3.connect(tmp_path / "file.db") as other:
            assert other.execute("SELECT word FROM words").fetchall() == [("told",)]
        other.close()
