"""What other programs and the machine do to a database: they hold it, or leave it no room."""

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

ROOM_BYTES = 16_384  # enough for what a server prints, and not for what it stores


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Another program holds it."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def no_room(pid: int) -> Iterator[None]:
    """The process can make no file larger, as on a full disk, with another error. Linux only; needs no root."""
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (ROOM_BYTES, before[1]))
    try:
        yield
    finally:
        with suppress(ProcessLookupError):  # it has ended meanwhile
            resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
