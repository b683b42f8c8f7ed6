"""What takes deleted text out of the bytes of the files; neither may be done inside a transaction."""

import sqlite3

import aiosqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from livechat.errors import Unavailable

READERS_MS = 50  # how long it waits for those that read; nobody writes meanwhile


async def truncate_log(writer: AsyncEngine, *, busy_timeout_ms: int) -> bool:
    """Write the log into the tables, and make the file empty; False where somebody reads from it, or the disk refuses.

    `busy_timeout_ms` is what the connection waits for others at other times.
    """
    async with writer.connect() as connection:
        driver: aiosqlite.Connection | None = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        try:
            await driver.execute(f"PRAGMA busy_timeout = {READERS_MS}")
            [[is_blocked, *_]] = await driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
            return not is_blocked
        except sqlite3.OperationalError:
            return False
        finally:
            await driver.execute(f"PRAGMA busy_timeout = {busy_timeout_ms}")


async def rebuild(writer: AsyncEngine, *, max_bytes: int) -> bool:
    """Write every table anew, without what was left between their rows; False where that is too much.

    Raises Unavailable where the disk or another process refuses.
    """
    async with writer.connect() as connection:
        driver: aiosqlite.Connection | None = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        [[pages]] = await driver.execute_fetchall("PRAGMA page_count")
        [[page_bytes]] = await driver.execute_fetchall("PRAGMA page_size")
        if pages * page_bytes > max_bytes:
            return False
        try:
            await driver.execute("VACUUM")
        except sqlite3.OperationalError as error:
            raise Unavailable from error
        return True
