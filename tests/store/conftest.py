"""A migrated database in a temporary place, with alice, bob and a room."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from livechat.db import Database
from livechat.records import Person, RoomInfo
from tests.store.rows import add_person, add_room


@pytest.fixture
def busy_timeout_ms() -> int:
    """For how long another process that holds the file is waited for."""
    return 10_000


@pytest.fixture
async def db(tmp_path: Path, busy_timeout_ms: int) -> AsyncIterator[Database]:
    db = Database(tmp_path / "livechat.db", busy_timeout_ms=busy_timeout_ms)
    await db.open()
    yield db
    await db.close()


@pytest.fixture
async def alice(db: Database) -> Person:
    return await add_person(db, "Alice")


@pytest.fixture
async def bob(db: Database) -> Person:
    return await add_person(db, "Bob")


@pytest.fixture
async def room(db: Database, alice: Person) -> RoomInfo:
    return await add_room(db, alice, "harbour")
