"""What it means when SQLite refuses: trouble that passes, a damaged file, or a bug of ours."""

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from livechat.errors import DatabaseRefused, StartError, Trouble, Unavailable

log = logging.getLogger(__name__)

SAY_AGAIN_SECONDS = 60.0  # the same trouble is one line a minute

TROUBLES = {  # by primary code; other errors are bugs
    sqlite3.SQLITE_FULL: Trouble.DISK_FULL,
    sqlite3.SQLITE_BUSY: Trouble.LOCKED,
    sqlite3.SQLITE_LOCKED: Trouble.LOCKED,
    sqlite3.SQLITE_PROTOCOL: Trouble.LOCKED,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: Trouble.DAMAGED,
    sqlite3.SQLITE_IOERR: Trouble.OTHER,
    sqlite3.SQLITE_CANTOPEN: Trouble.OTHER,
    sqlite3.SQLITE_NOMEM: Trouble.OTHER,
}


def trouble_of(error: DatabaseError, *, writes: bool = True) -> Trouble | None:
    """Why the database refused; None for a bug. Who only reads and tries to write is one."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_READONLY and not writes:
        return None
    trouble = TROUBLES.get(code)
    return Trouble.OTHER if trouble is None and error.connection_invalidated else trouble


class Refusals:
    """Turns what SQLite refuses into DatabaseRefused, logs it, and tells `on_trouble`, which must not wait."""

    def __init__(self) -> None:
        self.on_trouble: Callable[[Trouble], None] = _tell_nobody
        self._said: dict[Trouble, float] = {}

    @contextmanager
    def translated(self, *, writes: bool) -> Iterator[None]:
        """Raises Unavailable inside a transaction that had no turn, and DatabaseRefused in one that was refused."""
        try:
            yield
        except PoolTimeoutError as error:
            log.warning("No database connection was free in time.")
            raise Unavailable from error
        except DatabaseError as error:
            trouble = trouble_of(error, writes=writes)
            if trouble is None:
                raise
            self._say(trouble, error)
            self.on_trouble(trouble)
            raise DatabaseRefused(trouble) from error

    def _say(self, trouble: Trouble, error: DatabaseError) -> None:
        """A damaged file is an error and said once; what may pass is a warning."""
        now = time.monotonic()
        if now - self._said.get(trouble, float("-inf")) < SAY_AGAIN_SECONDS:
            return
        self._said[trouble] = float("inf") if trouble is Trouble.DAMAGED else now
        level = logging.ERROR if trouble is Trouble.DAMAGED else logging.WARNING
        log.log(level, "The database refused, as %s: %s.", trouble, error.orig)


@contextmanager
def starting(path: Path) -> Iterator[None]:
    """The first transactions of a start: whatever the database says is a reason not to. Raises StartError."""
    try:
        yield
    except DatabaseRefused as error:
        raise StartError(f"The database {path} cannot be used: {error.trouble}.") from error
    except Unavailable as error:
        raise StartError(f"The database {path} cannot be used: it does not answer.") from error
    except DatabaseError as error:
        raise StartError(f"The database {path} cannot be used: {error.orig}.") from error


def _tell_nobody(_: Trouble) -> None:
    """Until somebody watches."""
