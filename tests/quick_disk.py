"""What a database costs in a test's own process: neither its migrations each time, nor the wait for the disk.

Servers in a process of their own run all of the one and wait for the other.
"""

import shutil
from pathlib import Path

import pytest

from livechat import db
from livechat.migrations import MIGRATIONS, migrate


def make_quick(monkeypatch: pytest.MonkeyPatch, migrated: Path) -> None:
    """A new database is a copy of the `migrated` one, and no transaction waits until the disk has it.

    What a killed process leaves is the same: only a power cut, which no test makes, would find less.
    """

    def quick(path: Path, migrations: Path) -> None:
        if migrations == MIGRATIONS and not path.exists():
            shutil.copyfile(migrated, path)
        migrate(path, migrations)

    monkeypatch.setattr(db, "migrate", quick)
    monkeypatch.setattr(db, "PRAGMAS", (*db.PRAGMAS, "synchronous = OFF"))
