"""Brings a database file to the schema of this version; a copy is kept of what it was before."""

import os
import re
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from livechat.errors import StartError

MIGRATIONS = Path(__file__).parent
LOCK_TIMEOUT_SECONDS = 5.0


def migrate(path: Path, migrations: Path = MIGRATIONS) -> None:
    """Make the file, or bring it from any past schema to the newest.

    Raises StartError for a file that is newer, not ours, damaged or not writable.
    """
    try:
        _make_private(path)
        revision = _revision_of(path)
        known = known_revisions(migrations)
        if revision not in {None, *known}:
            raise StartError(f"The database {path} was written by a newer version of livechat: start that one.")
        if revision != known[-1]:
            _upgrade(path, migrations, revision)
    except OSError as error:
        raise StartError(f"The database {path} cannot be opened: {error.strerror}.") from error
    except sqlite3.Error as error:
        raise StartError(f"The database {path} cannot be used: {error}.") from error


def _make_private(path: Path) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    with suppress(PermissionError):  # somebody else's file that we may write all the same
        path.chmod(0o600)


def _revision_of(path: Path) -> str | None:
    """None for an empty file. Raises StartError for a database of something else."""
    with closing(_connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if not tables:
            return None
        row = None
        if "alembic_version" in tables:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if row is None:
            raise StartError(f"The database {path} is not one of livechat.")
        return str(row[0])


def known_revisions(migrations: Path) -> list[str]:
    """The files are numbered: reading their names spares every start the import of Alembic."""
    names = sorted(file.name for file in (migrations / "versions").glob("[0-9]*.py"))
    return [re.split(r"[_.]", name)[0] for name in names]


def _upgrade(path: Path, migrations: Path, revision: str | None) -> None:
    from livechat.migrations.runner import upgrade  # noqa: PLC0415 - Alembic is slow to import, seldom needed

    if revision is not None:
        _copy_aside(path, path.with_name(f"{path.name}.before-{revision}"))
    with closing(_connect(path)) as connection:
        upgrade(connection, migrations)


def _copy_aside(path: Path, copy: Path) -> None:
    copy.unlink(missing_ok=True)  # of a migration that did not end
    _make_private(copy)
    with closing(_connect(path)) as source, closing(_connect(copy)) as target:
        source.backup(target)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=LOCK_TIMEOUT_SECONDS, isolation_level=None)
