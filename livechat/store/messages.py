"""What was said, in the order of positions: each room counts its messages without a gap from 0."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.ids import MessageId, RoomId, UserId
from livechat.records import NewMessage, Person, PostedMessage
from livechat.store.posted import list_posted, list_quoted, posted
from livechat.store.posted import message_table as _message

BLOCK_MESSAGES = 50
MAX_AT_ONCE = 1_000  # rows of one INSERT; SQLAlchemy would split more into several

Post = tuple[NewMessage, Person]
Key = tuple[UserId, str]  # author, client_message_id

# Statements are built once: building one costs as much as running it.
_in_room = _message.c.room_id == bindparam("room")
_block = posted.where(_in_room, _message.c.position.between(bindparam("first"), bindparam("last"))).order_by(
    _message.c.position
)
_newest = posted.where(_in_room).order_by(_message.c.position.desc()).limit(bindparam("limit"))
_before = _newest.where(_message.c.position < bindparam("position"))
_by_id = posted.where(_message.c.id == bindparam("id"))
_by_keys = posted.where(
    _message.c.user_id.in_(bindparam("authors", expanding=True)),
    _message.c.client_message_id.in_(bindparam("client_ids", expanding=True)),
)
_at_position = posted.where(_in_room, _message.c.position == bindparam("position"))
_last_position = sa.select(sa.func.coalesce(sa.func.max(_message.c.position), -1)).where(_in_room)
_halves = sa.select(sa.literal(0).label("low"), (_last_position.scalar_subquery() + 1).label("high")).cte(
    recursive=True
)
_middle = (_halves.c.low + _halves.c.high) // 2
_is_before = _message.c.inserted_at < bindparam("moment", type_=_message.c.inserted_at.type)
_since = _halves.union_all(  # half as many positions each time, until one is left
    sa.select(
        sa.case((_is_before, _middle + 1), else_=_halves.c.low), sa.case((_is_before, _halves.c.high), else_=_middle)
    ).where(_halves.c.low < _halves.c.high, _in_room, _message.c.position == _middle)
)
_first_since = sa.select(_since.c.low).where(_since.c.low >= _since.c.high)
_keep_html = (  # a change of the message since it was read has made HTML of its own, a deletion is to leave none
    sa.update(_message)
    .where(
        _message.c.id == bindparam("message"),
        _message.c.html_version.is_distinct_from(bindparam("version")),
        _message.c.deleted_at.is_(None),
    )
    .values(html=bindparam("kept"), html_version=bindparam("version"))
)
_insert = sa.insert(_message).returning(_message.c.position, _message.c.id)
_insert_next = _insert.values(position=_last_position.scalar_subquery() + 1)


async def insert(tx: AsyncConnection, new: NewMessage, author: Person) -> tuple[PostedMessage, bool]:
    """Store a message at the end of its room, and tell whether it is new: see `insert_many`."""
    return (await insert_many(tx, [(new, author)]))[0]


async def insert_many(tx: AsyncConnection, batch: Sequence[Post]) -> list[tuple[PostedMessage, bool]]:
    """Store messages of one room in this order, and tell which are new.

    The same author's same `client_message_id` again answers with the message that is stored.
    """
    answers: list[tuple[PostedMessage, bool]] = []
    for start in range(0, len(batch), MAX_AT_ONCE):
        chunk = batch[start : start + MAX_AT_ONCE]
        try:
            answers += [(message, True) for message in await _append(tx, chunk)]
        except IntegrityError as error:  # SQLite has undone the statement, not the transaction
            answers += await _insert_unless_stored(tx, chunk, error)
    return answers


async def _insert_unless_stored(
    tx: AsyncConnection, batch: Sequence[Post], error: IntegrityError
) -> list[tuple[PostedMessage, bool]]:
    stored = await _stored(tx, [_key(new) for new, _ in batch])
    fresh: dict[Key, Post] = {}
    for post in batch:
        if _key(post[0]) not in stored:
            fresh.setdefault(_key(post[0]), post)
    if len(fresh) == len(batch):
        raise error  # nothing was there before: the room is gone, or the author
    added = await _append(tx, list(fresh.values())) if fresh else []
    stored.update((_key_of(message), message) for message in added)
    return [(stored[_key(new)], fresh.pop(_key(new), None) is not None) for new, _ in batch]


async def _append(tx: AsyncConnection, batch: Sequence[Post]) -> list[PostedMessage]:
    """Only the writer's connection runs this, so nobody else can take the next position meanwhile."""
    quoted = await list_quoted(tx, (new.reply_to_id for new, _ in batch if new.reply_to_id is not None))
    places = await _insert_rows(tx, batch)
    return [
        PostedMessage(
            message_id,
            new.room_id,
            position,
            author,
            new.body,
            new.client_message_id,
            new.inserted_at,
            html=new.html,
            html_version=new.html_version,
            reply_to=quoted.get(new.reply_to_id),
        )
        for (position, message_id), (new, author) in zip(places, batch, strict=True)
    ]


async def _insert_rows(tx: AsyncConnection, batch: Sequence[Post]) -> list[tuple[int, MessageId]]:
    """Positions and ids, in this order. Most messages come alone: one statement finds the position and takes it."""
    room_id = batch[0][0].room_id
    rows: list[dict[str, Any]] = [
        {
            "room_id": room_id,
            "user_id": author.id,
            "body": new.body,
            "client_message_id": new.client_message_id,
            "attachment_url": "",
            "inserted_at": new.inserted_at,
            "html": new.html or None,
            "html_version": new.html_version,
            "reply_to_id": new.reply_to_id,
        }
        for new, author in batch
    ]
    if len(rows) == 1:
        added = await tx.execute(_insert_next, {**rows[0], "room": room_id})
    else:
        first = await get_last_position(tx, room_id) + 1
        added = await tx.execute(_insert, [{**row, "position": first + at} for at, row in enumerate(rows)])
    return sorted((row.position, row.id) for row in added)


async def _stored(tx: AsyncConnection, keys: Sequence[Key]) -> dict[Key, PostedMessage]:
    authors, client_ids = {author for author, _ in keys}, {client_id for _, client_id in keys}
    found = await list_posted(tx, _by_keys, authors=list(authors), client_ids=list(client_ids))
    return {_key_of(message): message for message in found}


async def get_last_position(tx: AsyncConnection, room_id: RoomId) -> int:
    """The newest message's position, -1 in an empty room."""
    return int((await tx.execute(_last_position, {"room": room_id})).scalar_one())


async def list_block(
    tx: AsyncConnection, room_id: RoomId, block: int, size: int = BLOCK_MESSAGES
) -> list[PostedMessage]:
    """The messages from position `block * size` on, at most `size`."""
    return await list_posted(tx, _block, room=room_id, first=block * size, last=(block + 1) * size - 1)


async def list_newest(tx: AsyncConnection, room_id: RoomId, limit: int) -> list[PostedMessage]:
    """The last messages, the oldest of them first."""
    return (await list_posted(tx, _newest, room=room_id, limit=limit))[::-1]


async def list_before(tx: AsyncConnection, room_id: RoomId, position: int, limit: int) -> list[PostedMessage]:
    """The last messages before a position, the oldest of them first."""
    return (await list_posted(tx, _before, room=room_id, position=position, limit=limit))[::-1]


async def find_first_since(tx: AsyncConnection, room_id: RoomId, moment: datetime) -> PostedMessage | None:
    """The first message since a moment, the last one if there is none; None in an empty room.

    Where the clock was set back meanwhile there may be several that follow on an earlier one: it is one of them.
    """
    position = (await tx.execute(_first_since, {"room": room_id, "moment": moment})).scalar_one()
    position = min(position, await get_last_position(tx, room_id))
    found = await list_posted(tx, _at_position, room=room_id, position=position)
    return found[0] if found else None


async def find(tx: AsyncConnection, message_id: MessageId) -> PostedMessage | None:
    """The message with that id."""
    found = await list_posted(tx, _by_id, id=message_id)
    return found[0] if found else None


async def find_by_client_id(tx: AsyncConnection, user_id: UserId, client_message_id: str) -> PostedMessage | None:
    """The message that an author stored under that id."""
    return (await _stored(tx, [(user_id, client_message_id)])).get((user_id, client_message_id))


async def keep_html(tx: AsyncConnection, rendered: Mapping[MessageId, str], version: int) -> None:
    """Keep what was rendered of messages that had no HTML of this version; those that are gone stay so."""
    await tx.execute(
        _keep_html,
        [{"message": message_id, "kept": html, "version": version} for message_id, html in rendered.items()],
    )


def _key(new: NewMessage) -> Key:
    return new.user_id, new.client_message_id


def _key_of(message: PostedMessage) -> Key:
    return message.author.id, message.client_message_id
