import os
import re
import shutil
import sqlite3
import stat
from contextlib import closing, suppress
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
from livechat.migrations.inspection import APPLICATION_ID
from livechat.migrations.runner import compares

NEWEST = migrations.known_revisions(MIGRATIONS)[-1]
NEXT, AFTER_NEXT = (f"{int(NEWEST) + step:04}" for step in (1, 2))
COLUMNS = "id, email, hashed_password, display_name, about, avatar_url, is_admin, is_active, inserted_at"
ADD_PERSON = f"INSERT INTO user ({COLUMNS}) VALUES (?, ?, 'x', ?, '', '', 0, 1, '2026-11-24 12:00:00')"
LATER = """
from alembic import op

revision = "{revision}"
down_revision = "{down_revision}"


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
    (folder / "versions" / f"{NEXT}_topic.py").write_text(LATER.format(revision=NEXT, down_revision=NEWEST, then=then))
    return folder


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def columns(path: Path) -> set[object]:
    return {name for (name,) in rows(path, "SELECT name FROM pragma_table_info('room')")}


def add_person(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(ADD_PERSON, [1, "a@example.org", "Alice"])


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

    copy = tmp_path / f"livechat.db.before-{NEWEST}"
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

    assert rows(tmp_path / f"livechat.db.before-{NEWEST}", "SELECT display_name FROM user") == [("Alice",)]


def test_a_migration_that_fails_changes_nothing(path: Path, tmp_path: Path) -> None:
    migrate(path)

    with pytest.raises(StartError, match="no such table: nowhere"):
        migrate(path, later_version(tmp_path, then='op.execute("DELETE FROM nowhere")'))

    assert "topic" not in columns(path)
    assert rows(path, "SELECT version_num FROM alembic_version") == [(NEWEST,)]


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


RECIPES = "CREATE TABLE recipe (id INTEGER);"
FOREIGN_ALEMBIC = (
    f"{RECIPES} CREATE TABLE alembic_version (version_num TEXT); INSERT INTO alembic_version VALUES ('%s');"
)


@pytest.mark.parametrize(
    "script",
    [
        RECIPES,
        f"PRAGMA journal_mode = WAL; {RECIPES}",
        FOREIGN_ALEMBIC % "0001",
        FOREIGN_ALEMBIC % "abc123",
        f"PRAGMA application_id = 7; {RECIPES}",
    ],
)
def test_a_database_of_something_else_is_refused_and_stays_as_it_is(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
    path.chmod(0o644)
    before = path.read_bytes()

    with pytest.raises(StartError, match="not one of livechat"):
        migrate(path)

    assert path.read_bytes() == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert [file.name for file in path.parent.iterdir()] == ["livechat.db"]


def test_the_file_says_that_it_is_ours(path: Path) -> None:
    migrate(path)

    assert rows(path, "PRAGMA application_id") == [(APPLICATION_ID,)]


def test_a_file_of_before_is_ours_by_its_tables(path: Path, tmp_path: Path) -> None:
    migrate(path)
    rows(path, "PRAGMA application_id = 0")

    migrate(path)
    migrate(path, later_version(tmp_path))

    assert rows(path, "PRAGMA application_id") == [(APPLICATION_ID,)]


def test_what_is_only_in_the_log_after_a_crash_is_ours(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "running.db")) as running:
        migrate(tmp_path / "running.db")
        running.execute("PRAGMA wal_autocheckpoint = 0")
        running.execute("INSERT INTO known_origin VALUES (1, 'address:x', '2026-11-24 12:00:00')")
        running.commit()
        for suffix in ("", "-wal"):  # as they are at that moment
            shutil.copy(tmp_path / f"running.db{suffix}", f"{path}{suffix}")

    migrate(path)

    assert rows(path, "SELECT count(*) FROM known_origin") == [(1,)]


def test_a_database_with_a_table_missing_is_refused(path: Path) -> None:
    migrate(path)
    rows(path, "DROP TABLE draft")

    with pytest.raises(StartError, match=r"is incomplete \(no table draft\): bring a backup back\.$"):
        migrate(path)


def test_the_way_back_from_a_newer_version_is_named(path: Path, tmp_path: Path) -> None:
    migrate(path)
    migrate(path, later_version(tmp_path))

    with pytest.raises(StartError, match=rf"start that one, or put back \S+livechat\.db\.before-{NEWEST}\.$"):
        migrate(path)


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

    drafted = (folder / "versions" / f"{AFTER_NEXT}_drop_the_topic.py").read_text()
    assert f'revision = "{AFTER_NEXT}"' in drafted.replace("'", '"')
    assert "drop_column" in drafted
    assert "message_fts" not in drafted


def test_numbers_and_files_go_together() -> None:
    numbers = migrations.known_revisions(MIGRATIONS)

    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


def migrated_to(path: Path, tmp_path: Path, revision: str) -> None:
    """A database as a past version left it."""
    past = tmp_path / "past"
    shutil.copytree(MIGRATIONS, past)
    for file in (past / "versions").glob("[0-9]*.py"):
        if file.name[: len(revision)] > revision:
            file.unlink()
    with suppress(StartError):  # at its end tables are missing that came later
        migrate(path, past)


def add_room(path: Path, number: int, slug: str, *, is_private: bool) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        row = (number, "Room", "", slug, 1, is_private, "2026-11-24 12:00:00")
        connection.execute("INSERT INTO room VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def test_people_and_sessions_of_the_past_have_chosen_nothing(path: Path, tmp_path: Path) -> None:
    migrated_to(path, tmp_path, "0003")
    add_person(path)

    migrate(path)

    assert rows(path, "SELECT display_name, preferences FROM user") == [("Alice", None)]
    assert rows(path, "SELECT * FROM server_setting") == []


def test_private_rooms_of_the_past_get_slugs_that_tell_nothing(path: Path, tmp_path: Path) -> None:
    migrated_to(path, tmp_path, "0001")
    add_person(path)
    for number, (slug, is_private) in enumerate([("quay", False), ("layoffs", True), ("layoffs-2", True)], 1):
        add_room(path, number, slug, is_private=is_private)

    migrate(path)

    public, *private = [str(slug) for (slug,) in rows(path, "SELECT slug FROM room ORDER BY id")]
    assert public == "quay"
    assert len(set(private)) == 2
    assert all(re.fullmatch(r"_[a-f0-9]{20}", slug) for slug in private)


def _say_in_a_room_of_another(connection: sqlite3.Connection) -> None:
    noon = "2026-11-24 12:00:00"
    connection.execute(ADD_PERSON, [2, "b@example.org", "Bob"])
    connection.execute("INSERT INTO room VALUES (2, 'Quay', '', 'quay', 2, 0, ?)", [noon])
    message = "INSERT INTO message (room_id, user_id, position, body, client_message_id, attachment_url, inserted_at)"
    connection.execute(f"{message} VALUES (2, 1, 0, 'Ahoy', 'one', '', ?)", [noon])


def test_a_persons_deletion_takes_no_room_and_no_message_along(path: Path) -> None:
    migrate(path)
    add_person(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        add_room(path, 1, "quay", is_private=False)
        with pytest.raises(sqlite3.IntegrityError, match="has made rooms or written messages"):
            connection.execute("DELETE FROM user")
        connection.execute("DELETE FROM room")
        _say_in_a_room_of_another(connection)
        with pytest.raises(sqlite3.IntegrityError, match="has made rooms or written messages"):
            connection.execute("DELETE FROM user WHERE id = 1")
        connection.execute("DELETE FROM room")
        connection.execute("DELETE FROM user")

    assert rows(path, "SELECT * FROM user") == []


def test_keeping_html_touches_no_message(path: Path, tmp_path: Path) -> None:
    """Instant, however many there are: the table stays where it is, and its rows as they were."""
    migrated_to(path, tmp_path, "0001")
    add_person(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO room VALUES (1, 'Harbour', '', 'harbour', 1, 0, '2026-11-24 12:00:00')")
        connection.execute("INSERT INTO message VALUES (1, 1, 1, 0, 'hello', 'key', '', '2026-11-24 12:00:00')")
    places = "SELECT name, rootpage FROM sqlite_master WHERE tbl_name = 'message' ORDER BY name"
    root_pages = rows(path, places)

    migrate(path)

    assert [place for place in rows(path, places) if place[0] != "message_deleted_position"] == root_pages
    assert rows(path, "SELECT body, html, html_version FROM message") == [("hello", None, None)]
    assert rows(path, "SELECT rowid FROM message_fts WHERE message_fts MATCH 'hello'") == [(1,)]
