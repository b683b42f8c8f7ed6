"""How a stored message is read: one statement that others narrow, and the record that its rows become."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from livechat.ids import MessageId, UserId
from livechat.models import Message, Pin, Reaction, User
from livechat.records import Deletion, Person, PostedMessage
from livechat.records import Reaction as ReactionRecord

message_table = SQLModel.metadata.tables[Message.__tablename__]
_user = SQLModel.metadata.tables[User.__tablename__]
_pin = SQLModel.metadata.tables[Pin.__tablename__]
_reaction = SQLModel.metadata.tables[Reaction.__tablename__]

# Statements are built once: building one costs as much as running it.
_said = ("id", "room_id", "position", "body", "client_message_id", "inserted_at", "attachment_url")
_rendered = ("html", "html_version")
_changed = ("edited_at", "deleted_at", "deleted_by_id", "erased_at", "reply_to_id")
_author = ("id", "display_name", "avatar_url", "about", "is_admin", "is_active")
posted = (
    sa.select(
        *(message_table.c[name] for name in (*_said, *_rendered, *_changed)),
        _pin.c.message_id.is_not(None),
        *(_user.c[name] for name in _author),
    )
    .join(_user, _user.c.id == message_table.c.user_id)
    .outerjoin(_pin, _pin.c.message_id == message_table.c.id)
)
_quoted = posted.where(message_table.c.id.in_(bindparam("ids", expanding=True)))
_as_they_came: sa.ColumnClause[int] = sa.literal_column("reaction.rowid")  # whatever the clock said
_reactions = (
    sa.select(_reaction.c.message_id, _reaction.c.emoji, _reaction.c.user_id)
    .where(_reaction.c.message_id.in_(bindparam("ids", expanding=True)))
    .order_by(_reaction.c.message_id, _as_they_came)
)


async def list_posted(tx: AsyncConnection, statement: sa.Select[Any], **values: Any) -> list[PostedMessage]:
    """The messages of a narrowed `posted`, each with what it answers and what hangs on it."""
    rows = (await tx.execute(statement, values)).all()
    answers = {row.id: row.reply_to_id for row in rows if row.reply_to_id is not None}
    quoted = await list_quoted(tx, answers.values())
    reactions = await list_reactions(tx, [row.id for row in rows if row.deleted_at is None])
    return [
        replace(message, reply_to=quoted.get(answers.get(message.id)), reactions=reactions.get(message.id, ()))
        if message.id in answers or message.id in reactions
        else message
        for message in map(to_posted, rows)
    ]


async def list_quoted(tx: AsyncConnection, ids: Iterable[MessageId]) -> dict[MessageId | None, PostedMessage]:
    """Messages that others answer, by their ids, without what hangs on them."""
    wanted = list(set(ids))
    if not wanted:
        return {}
    return {row.id: to_posted(row) for row in await tx.execute(_quoted, {"ids": wanted})}


async def list_reactions(tx: AsyncConnection, ids: Sequence[MessageId]) -> dict[MessageId, tuple[ReactionRecord, ...]]:
    """What was put under messages, by their ids: the emoji that came first is the first."""
    if not ids:
        return {}
    rows = await tx.execute(_reactions, {"ids": list(ids)})
    return {message_id: grouped((row.emoji, row.user_id) for row in own) for message_id, own in groupby(rows, _first)}


def grouped(reactions: Iterable[tuple[str, UserId]]) -> tuple[ReactionRecord, ...]:
    """Single reactions, in their order, as one record for each emoji."""
    people: dict[str, list[UserId]] = {}
    for emoji, user_id in reactions:
        people.setdefault(emoji, []).append(user_id)
    return tuple(ReactionRecord(emoji, tuple(ids)) for emoji, ids in people.items())


def to_posted(row: Sequence[Any]) -> PostedMessage:
    """A row of `posted` as a record, without what it answers. Of what was deleted no text leaves the store."""
    message_id, room_id, position, body, client_message_id, inserted_at, attachment_url, html, version, *more = row
    edited_at, deleted_at, deleted_by_id, erased_at, _, is_pinned, *author = more
    deletion = None if deleted_at is None else Deletion(deleted_by_id, deleted_at, is_final=erased_at is not None)
    if deletion is not None:
        body, html, attachment_url, edited_at = "", "", "", None
    return PostedMessage(
        message_id,
        room_id,
        position,
        Person(*author),
        body,
        client_message_id,
        inserted_at,
        attachment_url,
        html or "",
        version,
        edited_at,
        deletion,
        is_pinned=is_pinned and deletion is None,
    )


def _first(row: Sequence[Any]) -> MessageId:
    return MessageId(row[0])
