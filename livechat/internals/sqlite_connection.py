"""aiosqlite's connections, each on a thread of its own."""

from pathlib import Path

import aiosqlite


def connection_to(path: Path) -> aiosqlite.Connection:
    """A connection that is to be awaited; it begins no transactions, and its thread does not keep the process alive.

    SQLAlchemy sets the thread so for connections of its own making.
    """
    connection = aiosqlite.connect(path, isolation_level=None)
    connection._thread.daemon = True
    return connection
