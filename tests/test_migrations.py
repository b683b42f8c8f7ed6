import os
import re
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from livechat import migrations
from livechat.errors import StartError
from livechat.migrations import MIGRATIONS, migrate
from livechat.migrations.__main__ import draft
from livechat.migrations.runner import compares

SECOND = """
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute("ALTER TABLE room ADD COLUMN topic VARCHAR")
    {then}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "livechat.db"


def later_version(tmp_path: Path, then: str = "") -> Path:
    """The migrations of a version that has one more."""
    folder = tmp_path / "later"
    shutil.copytree(MIGRATIONS, folder)
    (folder / "versions" / "0002_topic.py").write_text(SECOND.format(then=then))
    return folder


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def columns(path: Path) -> set[object]:
    return {name for (name,) in rows(path, "SELECT name FROM pragma_table_info('room')")}


def add_person(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO user VALUES (1, 'a@example.org', 'x', 'Alice', '', '', 0, 1, '2026-11-24 12:00:00', NULL)"
        )


def test_the_schema_is_that_of_the_models(path: Path) -> None:
    migrate(path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True, "include_name": compares}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()


def test_the_tables_are_written_as_the_models_would_write_them(path: Path, tmp_path: Path) -> None:
    migrate(path)
    engine = create_engine(f"sqlite:///{tmp_path / 'models.db'}")
    SQLModel.metadata.create_all(engine)
    engine.dispose()

    def schema(file: Path) -> dict[object, list[str]]:
        found = rows(file, "SELECT name, sql FROM sqlite_master WHERE sql NOT NULL AND name NOT LIKE 'alembic%'")
        return {
            name: sorted(re.findall(r"[^\s,][^,]*", str(sql))) for name, sql in found if "message_" not in str(name)
        }

    assert schema(path) == schema(tmp_path / "models.db")


def test_migrating_twice_changes_nothing(path: Path) -> None:
    migrate(path)
    first = path.read_bytes()
    migrate(path)

    assert path.read_bytes() == first
    assert [file.name for file in path.parent.iterdir()] == ["livechat.db"]


def test_a_start_without_news_does_not_need_alembic(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate(path)
    monkeypatch.setitem(__import__("sys").modules, "livechat.migrations.runner", None)

    migrate(path)


def test_before_migrating_the_database_is_copied_aside(path: Path, tmp_path: Path) -> None:
    migrate(path)
    add_person(path)

    migrate(path, later_version(tmp_path))

    copy = tmp_path / "livechat.db.before-0001"
    assert "topic" in columns(path)
    assert "topic" not in columns(copy)
    assert rows(path, "SELECT * FROM user") == rows(copy, "SELECT * FROM user") != []
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_what_is_still_in_the_log_is_copied_too(path: Path, tmp_path: Path) -> None:
    migrate(path)
    with closing(sqlite3.connect(path)) as still_open:
        add_person(path)
        migrate(path, later_version(tmp_path))
        assert still_open.execute("SELECT count(*) FROM user").fetchone() == (1,)

    assert rows(tmp_path / "livechat.db.before-0001", "SELECT display_name FROM user") == [("Alice",)]


def test_a_migration_that_fails_changes_nothing(path: Path, tmp_path: Path) -> None:
    migrate(path)

    with pytest.raises(StartError, match="no such table: nowhere"):
        migrate(path, later_version(tmp_path, then='op.execute("DELETE FROM nowhere")'))

    assert "topic" not in columns(path)
    assert rows(path, "SELECT version_num FROM alembic_version") == [("0001",)]


def test_a_failed_migration_can_be_tried_again(path: Path, tmp_path: Path) -> None:
    test_a_migration_that_fails_changes_nothing(path, tmp_path)
    shutil.rmtree(tmp_path / "later")

    migrate(path, later_version(tmp_path))

    assert "topic" in columns(path)


def test_a_newer_database_is_refused(path: Path, tmp_path: Path) -> None:
    migrate(path, later_version(tmp_path))
    before = path.read_bytes()

    with pytest.raises(StartError, match="newer version") as refusal:
        migrate(path)

    assert path.read_bytes() == before
    assert str(refusal.value).count("\n") == 0


def test_a_database_of_something_else_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipe (id INTEGER)")

    with pytest.raises(StartError, match="not one of livechat"):
        migrate(path)
    assert rows(path, "SELECT name FROM sqlite_master") == [("recipe",)]


@pytest.mark.parametrize("damage", ["text", "truncated", "garbled"])
def test_a_damaged_file_is_refused(path: Path, damage: str) -> None:
    migrate(path)
    content = path.read_bytes()
    damaged = {
        "text": b"This is not a database, " * 100,
        "truncated": content[: len(content) // 2],
        "garbled": content[:100] + os.urandom(4_000) + content[4_100:],
    }
    path.write_bytes(damaged[damage])

    with pytest.raises(StartError, match=f"The database {path} cannot be used: "):
        migrate(path)


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StartError, match=r"cannot be opened: No such file or directory\."):
        migrate(tmp_path / "nowhere" / "livechat.db")
    with pytest.raises(StartError, match=r"cannot be opened: Is a directory\."):
        migrate(tmp_path)


def test_an_open_file_is_made_private(path: Path) -> None:
    path.touch(mode=0o644)
    migrate(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_next_migration_is_drafted_from_the_models(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = later_version(tmp_path)

    draft("Drop the topic", folder)

    drafted = (folder / "versions" / "0003_drop_the_topic.py").read_text()
    assert 'revision = "0003"' in drafted.replace("'", '"')
    assert "drop_column" in drafted
    assert "message_fts" not in drafted


def test_numbers_and_files_go_together() -> None:
    numbers = migrations.known_revisions(MIGRATIONS)

    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
