"""Which messages are kept at hand in their rooms. A pin stays while its message's deletion may be undone."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.dialects.sqlite import insert as upsert  # SQLAlchemy has no common upsert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from livechat.ids import MessageId, RoomId, UserId
from livechat.models import Pin
from livechat.records import PostedMessage
from livechat.store.posted import list_posted, message_table, posted

_pin = SQLModel.metadata.tables[Pin.__tablename__]

# Statements are built once: building one costs as much as running it.
_shown = sa.and_(_pin.c.room_id == bindparam("room"), message_table.c.deleted_at.is_(None))
_insert = upsert(_pin).on_conflict_do_nothing()
_delete = sa.delete(_pin).where(_pin.c.message_id == bindparam("message"))
_count = (
    sa.select(sa.func.count()).select_from(_pin.join(message_table, message_table.c.id == _pin.c.message_id))
).where(_shown)
_pins = (
    sa.select(_pin.c.message_id, _pin.c.user_id, _pin.c.inserted_at)
    .join(message_table, message_table.c.id == _pin.c.message_id)
    .where(_shown)
    .order_by(_pin.c.inserted_at.desc(), _pin.c.message_id.desc())
)
_pinned = posted.where(_shown)


async def insert(tx: AsyncConnection, message_id: MessageId, room_id: RoomId, user_id: UserId, at: datetime) -> None:
    """Pin a message of the room; one that is pinned stays as it is."""
    values = {"message_id": message_id, "room_id": room_id, "user_id": user_id, "inserted_at": at}
    await tx.execute(_insert, values)


async def delete(tx: AsyncConnection, message_id: MessageId) -> None:
    """Take the pin away, if there is one."""
    await tx.execute(_delete, {"message": message_id})


async def count(tx: AsyncConnection, room_id: RoomId) -> int:
    """How many messages are pinned there and not deleted."""
    return int((await tx.execute(_count, {"room": room_id})).scalar_one())


async def list_pinned(tx: AsyncConnection, room_id: RoomId) -> list[tuple[PostedMessage, UserId, datetime]]:
    """The pinned messages that are not deleted, each with who pinned it and when; what was pinned last is the first."""
    messages = {message.id: message for message in await list_posted(tx, _pinned, room=room_id)}
    rows = await tx.execute(_pins, {"room": room_id})
    return [(messages[row.message_id], row.user_id, row.inserted_at) for row in rows]
