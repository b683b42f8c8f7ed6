"""One server for each data directory: everything is kept in memory as well, so two would not see each other's news.

The lock belongs to the open file: whatever way a process ends, it is gone with it.
"""

import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from livechat.errors import StartError

NAME = "lock"
FAR_BYTES = 1_000_000  # Windows locks a part of a file, and nobody could read that

log = logging.getLogger(__name__)


@contextmanager
def data_directory_held(folder: Path, *, host: str, port: int) -> Iterator[None]:
    """Have the directory for oneself, and say so in it. Raises StartError with who has it."""
    path = folder / NAME
    try:
        file = os.fdopen(os.open(path, os.O_CREAT | os.O_RDWR, 0o600), "r+", encoding="utf-8")
    except OSError as error:
        raise StartError(f"The file {path} cannot be opened: {error.strerror}.") from None
    with file:
        try:
            _lock(file)
        except (BlockingIOError, PermissionError):
            raise StartError(f"{_holder(file, folder)}: end that one, or set LIVECHAT_DATA_DIR.") from None
        except OSError as error:  # some network file systems have none
            log.warning("The data directory %s cannot be locked: %s.", folder, error.strerror)
        _sign(file, {"pid": os.getpid(), "host": host, "port": port, "since": f"{datetime.now().astimezone():%c}"})
        yield


def _lock(file: IO[str]) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - there is none elsewhere

        file.seek(FAR_BYTES)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - there is none for Windows

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sign(file: IO[str], holder: dict[str, object]) -> None:
    with suppress(OSError):  # a full disk: it is held all the same
        file.seek(0)
        file.truncate()
        file.write(json.dumps(holder))
        file.flush()


def _holder(file: IO[str], folder: Path) -> str:
    words = f"The data directory {folder} is in use by another livechat"
    try:
        file.seek(0)
        holder = json.load(file)
        return f"{words}, process {holder['pid']} at {holder['host']}:{holder['port']} since {holder['since']}"
    except (OSError, ValueError, KeyError, TypeError):  # it has only begun
        return words
