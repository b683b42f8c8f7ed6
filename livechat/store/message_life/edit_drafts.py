"""What people are making of messages of their own."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from livechat.ids import MessageId, RoomId, UserId
from livechat.models import EditDraft
from livechat.records import SavedEdit
from livechat.store.posted import message_table as _message

EditKey = tuple[UserId, RoomId]  # person, room

_edit = SQLModel.metadata.tables[EditDraft.__tablename__]

_of_room = sa.and_(_edit.c.user_id == bindparam("user"), _edit.c.room_id == bindparam("room"))
_end = sa.delete(_edit).where(_of_room)
_clear = sa.delete(_edit).where(_edit.c.user_id == bindparam("user"), _edit.c.message_id == bindparam("message"))
_own = sa.select(
    bindparam("user"),
    _message.c.id,
    _message.c.room_id,
    bindparam("body"),
    bindparam("at", type_=_edit.c.updated_at.type),
).where(  # none when the message is gone, or another's
    _message.c.id == bindparam("message"),
    _message.c.user_id == bindparam("user"),
    _message.c.room_id == bindparam("room"),
    _message.c.deleted_at.is_(None),
)
_put = sa.insert(_edit).from_select(["user_id", "message_id", "room_id", "body", "updated_at"], _own)


async def put_many(tx: AsyncConnection, edits: Mapping[EditKey, SavedEdit | None], updated_at: datetime) -> None:
    """Write down the one edit that somebody has under way in a room, or that there is none any more."""
    ended = [{"user": user, "room": room} for user, room in edits]
    written = [
        {"user": user, "room": room, "message": edit.message_id, "body": edit.body, "at": updated_at}
        for (user, room), edit in edits.items()
        if edit is not None
    ]
    if ended:
        await tx.execute(_end, ended)
    if written:
        await tx.execute(_put, written)


async def list_all(tx: AsyncConnection) -> dict[EditKey, SavedEdit]:
    """All edits that are under way, by person and room."""
    rows = (await tx.execute(sa.select(_edit).order_by(_edit.c.updated_at))).all()
    return {(row.user_id, row.room_id): SavedEdit(row.message_id, row.body) for row in rows}


async def clear(tx: AsyncConnection, user_id: UserId, message_id: MessageId) -> None:
    """End an edit that has been saved."""
    await tx.execute(_clear, {"user": user_id, "message": message_id})
