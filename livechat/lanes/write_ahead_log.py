"""The write-ahead log beside the tables: what was committed stands in it until it is emptied."""

import sqlite3

from sqlalchemy.ext.asyncio import AsyncEngine

READERS_MS = 50  # how long it waits for those that read; nobody writes meanwhile


async def truncate(writer: AsyncEngine, *, busy_timeout_ms: int) -> bool:
    """Write the log into the tables, and make the file empty; False where somebody reads from it, or the disk refuses.

    `busy_timeout_ms` is what the connection waits for others at other times.
    """
    async with writer.connect() as connection:  # which begins no transaction by itself, and this may not have one
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        try:
            await driver.execute(f"PRAGMA busy_timeout = {READERS_MS}")
            [[is_blocked, *_]] = await driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
            return not is_blocked
        except sqlite3.OperationalError:
            return False
        finally:
            await driver.execute(f"PRAGMA busy_timeout = {busy_timeout_ms}")
