"""Runs Alembic on a connection, without its configuration file and without touching the logging."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import StaticPool, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError


def upgrade(connection: sqlite3.Connection, migrations: Path) -> None:
    """Apply what is missing, all of it or nothing. Raises sqlite3.Error."""
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _begin(started: Connection) -> None:
        started.exec_driver_sql("BEGIN IMMEDIATE")  # SQLite can roll back tables too, when asked to begin

    try:
        with engine.begin() as started:
            command.upgrade(config_for(started, migrations), "head")
    except DBAPIError as error:
        raise (error.orig or error) from error
    finally:
        engine.dispose()


def compares(name: str | None, kind: str, _: object) -> bool:
    """What Alembic compares with the models: not the search index, which they do not know."""
    return kind != "table" or not (name or "").startswith("message_fts")


def config_for(connection: Connection, migrations: Path) -> Config:
    """What Alembic needs to know to work on an open connection."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
