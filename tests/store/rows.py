"""Rows for tests, as verbs."""

from datetime import UTC, datetime
from itertools import count

from livechat.db import Database
from livechat.records import NewMessage, Person, PostedMessage, RoomInfo
from livechat.store import messages, rooms, users

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

_numbers = count(1)


async def add_person(db: Database, name: str) -> Person:
    async with db.write() as tx:
        account = await users.insert(
            tx,
            email=f"{name.lower()}@example.org",
            hashed_password="no password",
            display_name=name,
            is_admin=False,
            inserted_at=NOON,
        )
    return account.person


async def add_room(db: Database, maker: Person, slug: str) -> RoomInfo:
    async with db.write() as tx:
        return await rooms.insert(
            tx,
            name=slug.title(),
            description="",
            slug=slug,
            creator_id=maker.id,
            is_private=False,
            inserted_at=NOON,
        )


def new_message(room: RoomInfo, author: Person, body: str, client_message_id: str | None = None) -> NewMessage:
    return NewMessage(room.id, author.id, body, client_message_id or f"test-{next(_numbers)}", NOON)


async def add_messages(db: Database, room: RoomInfo, author: Person, *bodies: str) -> list[PostedMessage]:
    """Store messages in one transaction."""
    async with db.write() as tx:
        stored = await messages.insert_many(tx, [(new_message(room, author, body), author) for body in bodies])
    return [message for message, _ in stored]


async def check_index(db: Database) -> None:
    """Compare the search index with the messages, word by word; raises DatabaseError when they differ."""
    async with db.write() as tx:
        await tx.exec_driver_sql("INSERT INTO message_fts (message_fts, rank) VALUES ('integrity-check', 1)")
