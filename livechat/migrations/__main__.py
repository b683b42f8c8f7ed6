"""Writes the next migration from what the models have and the newest schema has not: `-m livechat.migrations WHAT`."""

import sqlite3
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from sqlalchemy import StaticPool, create_engine

from livechat.migrations import MIGRATIONS, known_revisions, migrate
from livechat.migrations.runner import config_for


def draft(subject: str, migrations: Path = MIGRATIONS) -> None:
    """Add a numbered file to the versions, to be read and completed by hand."""
    number = f"{int(known_revisions(migrations)[-1]) + 1:04}"
    with TemporaryDirectory() as folder:
        migrate(Path(folder) / "newest.db", migrations)
        engine = create_engine(
            "sqlite://", creator=lambda: sqlite3.connect(Path(folder) / "newest.db"), poolclass=StaticPool
        )
        with engine.connect() as connection:
            config = config_for(connection, migrations)
            command.revision(config, subject, autogenerate=True, rev_id=number)
        engine.dispose()


if __name__ == "__main__":
    draft(" ".join(sys.argv[1:]))
