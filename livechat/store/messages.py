"""What was said, in the order of positions: each room counts its messages without a gap from 0."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from livechat.models import Message, User
from livechat.records import NewMessage, Person, PostedMessage

BLOCK_MESSAGES = 50

Key = tuple[int, str]  # author, client_message_id

_message = SQLModel.metadata.tables[Message.__tablename__]
_user = SQLModel.metadata.tables[User.__tablename__]

_author = (_user.c.display_name, _user.c.avatar_url, _user.c.about, _user.c.is_admin, _user.c.is_active)
posted = sa.select(_message, *_author).join(_user, _user.c.id == _message.c.user_id)


async def insert(tx: AsyncConnection, new: NewMessage, author: Person) -> tuple[PostedMessage, bool]:
    """Store a message at the end of its room, and tell whether it is new: see `insert_many`."""
    return (await insert_many(tx, [(new, author)]))[0]


async def insert_many(
    tx: AsyncConnection, batch: Sequence[tuple[NewMessage, Person]]
) -> list[tuple[PostedMessage, bool]]:
    """Store messages of one room in this order, and tell which are new.

    The same author's same `client_message_id` again answers with the message that is stored.
    """
    known = await _stored(tx, [_key(new) for new, _ in batch])
    fresh = {_key(new): (new, author) for new, author in reversed(batch) if _key(new) not in known}
    added = await _append(tx, list(reversed(fresh.values()))) if fresh else []
    known.update(((message.author.id, message.client_message_id), message) for message in added)
    answers = []
    for new, _ in batch:
        answers.append((known[_key(new)], fresh.pop(_key(new), None) is not None))
    return answers


async def _stored(tx: AsyncConnection, keys: Sequence[Key]) -> dict[Key, PostedMessage]:
    key = sa.tuple_(_message.c.user_id, _message.c.client_message_id)
    found = [to_posted(row) for row in (await tx.execute(posted.where(key.in_(keys)))).all()]
    return {(message.author.id, message.client_message_id): message for message in found}


async def _append(tx: AsyncConnection, batch: Sequence[tuple[NewMessage, Person]]) -> list[PostedMessage]:
    """Only the writer's connection runs this, so nobody else can take the next position meanwhile."""
    first = await last_position(tx, batch[0][0].room_id) + 1
    rows = [
        {
            "room_id": new.room_id,
            "user_id": author.id,
            "position": position,
            "body": new.body,
            "client_message_id": new.client_message_id,
            "attachment_url": "",
            "inserted_at": new.inserted_at,
        }
        for position, (new, author) in enumerate(batch, first)
    ]
    statement = sa.insert(_message).returning(_message.c.position, _message.c.id)
    ids = {row.position: row.id for row in (await tx.execute(statement, rows)).all()}
    return [
        PostedMessage(ids[position], new.room_id, position, author, new.body, new.client_message_id, new.inserted_at)
        for position, (new, author) in enumerate(batch, first)
    ]


async def last_position(tx: AsyncConnection, room_id: int) -> int:
    """The newest message's position, -1 in an empty room."""
    statement = sa.select(sa.func.max(_message.c.position)).where(_message.c.room_id == room_id)
    last = (await tx.execute(statement)).scalar_one()
    return -1 if last is None else int(last)


async def block(tx: AsyncConnection, room_id: int, block: int, size: int = BLOCK_MESSAGES) -> list[PostedMessage]:
    """The messages from position `block * size` on, at most `size`."""
    inside = _message.c.position.between(block * size, (block + 1) * size - 1)
    return await _all(tx, posted.where(_message.c.room_id == room_id, inside).order_by(_message.c.position))


async def newest(tx: AsyncConnection, room_id: int, limit: int) -> list[PostedMessage]:
    """The last messages, the oldest of them first."""
    return await _last(tx, _message.c.room_id == room_id, limit)


async def before(tx: AsyncConnection, room_id: int, position: int, limit: int) -> list[PostedMessage]:
    """The last messages before a position, the oldest of them first."""
    return await _last(tx, sa.and_(_message.c.room_id == room_id, _message.c.position < position), limit)


async def get(tx: AsyncConnection, message_id: int) -> PostedMessage | None:
    """The message with that id."""
    found = await _all(tx, posted.where(_message.c.id == message_id))
    return found[0] if found else None


async def by_client_id(tx: AsyncConnection, user_id: int, client_message_id: str) -> PostedMessage | None:
    """The message that an author stored under that id."""
    return (await _stored(tx, [(user_id, client_message_id)])).get((user_id, client_message_id))


async def _last(tx: AsyncConnection, where: sa.ColumnElement[bool], limit: int) -> list[PostedMessage]:
    return (await _all(tx, posted.where(where).order_by(_message.c.position.desc()).limit(limit)))[::-1]


async def _all(tx: AsyncConnection, statement: sa.Select[Any]) -> list[PostedMessage]:
    return [to_posted(row) for row in (await tx.execute(statement)).all()]


def to_posted(row: sa.Row[Any]) -> PostedMessage:
    """A row of `posted` as a record."""
    author = Person(row.user_id, row.display_name, row.avatar_url, row.about, row.is_admin, row.is_active)
    return PostedMessage(
        row.id, row.room_id, row.position, author, row.body, row.client_message_id, row.inserted_at, row.attachment_url
    )


def _key(new: NewMessage) -> Key:
    return new.user_id, new.client_message_id
