"""What people are writing."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.dialects.sqlite import insert as upsert  # SQLAlchemy has no common upsert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from livechat.ids import RoomId, UserId
from livechat.models import Draft, Message, Room
from livechat.records import SavedDraft

DraftKey = tuple[UserId, RoomId]  # person, room

_draft = SQLModel.metadata.tables[Draft.__tablename__]
_room = SQLModel.metadata.tables[Room.__tablename__]
_message = SQLModel.metadata.tables[Message.__tablename__]

_there = sa.and_(_draft.c.user_id == bindparam("user"), _draft.c.room_id == bindparam("room"))
_delete = sa.delete(_draft).where(_there)
_clear = _delete.where(_draft.c.client_message_id == bindparam("client_id"))
_changing = ("body", "client_message_id", "updated_at", "reply_to_id")
_is_message = sa.exists().where(
    _message.c.user_id == bindparam("user"), _message.c.client_message_id == bindparam("client_id")
)
_values = sa.select(
    bindparam("user"),
    _room.c.id,
    bindparam("body"),
    bindparam("client_id"),
    bindparam("at", type_=_draft.c.updated_at.type),
    bindparam("reply_to", type_=_draft.c.reply_to_id.type),
).where(_room.c.id == bindparam("room"), ~_is_message)  # none when the room is gone or the text was sent meanwhile
_insert = upsert(_draft).from_select(["user_id", "room_id", *_changing], _values)
_put = _insert.on_conflict_do_update(
    index_elements=["user_id", "room_id"], set_={name: _insert.excluded[name] for name in _changing}
)


async def put_many(tx: AsyncConnection, drafts: Mapping[DraftKey, SavedDraft], updated_at: datetime) -> None:
    """Write drafts; an empty one ends it; one that was sent meanwhile, or whose room is gone, is dropped."""
    ended = [{"user": user, "room": room} for (user, room), draft in drafts.items() if draft.is_empty]
    written = [
        {
            "user": user,
            "room": room,
            "body": draft.body,
            "client_id": draft.client_message_id,
            "at": updated_at,
            "reply_to": draft.reply_to_id,
        }
        for (user, room), draft in drafts.items()
        if not draft.is_empty
    ]
    if ended:
        await tx.execute(_delete, ended)
    if written:
        await tx.execute(_put, written)


async def list_all(tx: AsyncConnection) -> dict[DraftKey, SavedDraft]:
    """All drafts by person and room."""
    rows = (await tx.execute(sa.select(_draft))).all()
    return {(row.user_id, row.room_id): SavedDraft(row.body, row.client_message_id, row.reply_to_id) for row in rows}


async def clear_many(tx: AsyncConnection, room_id: RoomId, sent: Iterable[tuple[UserId, str]]) -> None:
    """End the drafts that became messages of one room, given by author and client_message_id."""
    values = [{"user": user_id, "room": room_id, "client_id": client_id} for user_id, client_id in sent]
    if values:
        await tx.execute(_clear, values)
