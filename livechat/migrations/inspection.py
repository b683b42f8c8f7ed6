"""Looks at a database file without touching it: whose it is, and how old."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from livechat.errors import StartError

APPLICATION_ID = 0x4C436874  # "LCht", in the file's head; files of before have none
OUR_TABLES = {"user", "user_token", "room", "membership", "message"}  # since the first version


@dataclass(frozen=True, slots=True)
class Inspected:
    """What the file says of itself. An empty one has no tables and no revision."""

    application_id: int
    tables: frozenset[str]
    revision: str | None

    @property
    def is_ours(self) -> bool:
        has_our_tables = self.revision is not None and self.tables >= OUR_TABLES
        return self.application_id == APPLICATION_ID or (self.application_id == 0 and has_our_tables)


def inspect(path: Path) -> Inspected:
    """Read the file as it is. Raises OSError, sqlite3.Error, and StartError for a database of something else."""
    if not path.exists() or path.is_dir():
        return Inspected(0, frozenset(), None)  # to be made, or refused when it is opened
    found = _read(path, "immutable=1")
    if not found.tables and _log_of(path).exists():  # all of it may be in there still, after a crash
        found = _read(path, "mode=ro")
    if found.tables and not found.is_ours:
        raise StartError(f"The database {path} is not one of livechat.")
    return found


def _read(path: Path, how: str) -> Inspected:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True)) as connection:
        [application_id] = connection.execute("PRAGMA application_id").fetchone()
        tables = frozenset(name for (name,) in connection.execute("SELECT name FROM sqlite_master"))
        return Inspected(application_id, tables, _revision(connection, tables))


def _revision(connection: sqlite3.Connection, tables: frozenset[str]) -> str | None:
    if "alembic_version" not in tables:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")
