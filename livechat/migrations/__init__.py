"""Brings a database file to the schema of this version; a copy is kept of what it was before."""

import os
import re
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlmodel import SQLModel

import livechat.models  # noqa: F401 - fills the metadata
from livechat.errors import StartError
from livechat.migrations.inspection import APPLICATION_ID, inspect

MIGRATIONS = Path(__file__).parent
LOCK_TIMEOUT_SECONDS = 5.0


def migrate(path: Path, migrations: Path = MIGRATIONS) -> None:
    """Make the file, or bring it from any past schema to the newest.

    Raises StartError for a file that is newer, not ours (which stays as it is), damaged, incomplete or not writable.
    """
    try:
        inspect(path)
        _make_private(path)
        revision = _revision_of(path)
        known = known_revisions(migrations)
        if revision not in {None, *known}:
            way_on = _way_on(path, known)
            raise StartError(f"The database {path} was written by a newer version of livechat: {way_on}.")
        if revision != known[-1]:
            _upgrade(path, migrations, revision)
        _check_tables(path)
    except OSError as error:
        raise StartError(f"The database {path} cannot be opened: {error.strerror}.") from error
    except sqlite3.Error as error:
        raise StartError(f"The database {path} cannot be used: {error}.") from error


def _way_on(path: Path, known: list[str]) -> str:
    """The copy was made when the newer version came."""
    copy = _copy_of(path, known[-1])
    return f"start that one, or put back {copy}" if copy.exists() else "start that one"


def _make_private(path: Path) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    with suppress(PermissionError):  # somebody else's file that we may write all the same
        path.chmod(0o600)


def _revision_of(path: Path) -> str | None:
    """None for an empty file. What is still in its log counts."""
    with closing(_connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if not tables:
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return None if row is None else str(row[0])


def _check_tables(path: Path) -> None:
    with closing(_connect(path)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    missing = sorted({*SQLModel.metadata.tables, "message_fts"} - tables)
    if missing:
        raise StartError(f"The database {path} is incomplete (no table {missing[0]}): bring a backup back.")


def known_revisions(migrations: Path) -> list[str]:
    """The files are numbered: reading their names spares every start the import of Alembic."""
    names = sorted(file.name for file in (migrations / "versions").glob("[0-9]*.py"))
    return [re.split(r"[_.]", name)[0] for name in names]


def _upgrade(path: Path, migrations: Path, revision: str | None) -> None:
    from livechat.migrations.runner import upgrade  # noqa: PLC0415 - Alembic is slow to import, seldom needed

    if revision is not None:
        _copy_aside(path, _copy_of(path, revision))
    with closing(_connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        upgrade(connection, migrations)


def _copy_of(path: Path, revision: str) -> Path:
    """What the database was before it left that revision."""
    return path.with_name(f"{path.name}.before-{revision}")


def _copy_aside(path: Path, copy: Path) -> None:
    copy.unlink(missing_ok=True)  # of a migration that did not end
    _make_private(copy)
    with closing(_connect(path)) as source, closing(_connect(copy)) as target:
        source.backup(target)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=LOCK_TIMEOUT_SECONDS, isolation_level=None)
