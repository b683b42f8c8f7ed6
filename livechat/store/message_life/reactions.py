"""Who put which emoji under what."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from livechat.ids import MessageId, RoomId, UserId
from livechat.models import Reaction
from livechat.records import Reaction as ReactionRecord
from livechat.store.posted import list_reactions
from livechat.store.posted import message_table as _message

_reaction = SQLModel.metadata.tables[Reaction.__tablename__]

_place = sa.select(_message.c.position, _message.c.deleted_at).where(
    _message.c.id == bindparam("message"), _message.c.room_id == bindparam("room")
)
_insert = sa.insert(_reaction)
_delete = sa.delete(_reaction).where(
    _reaction.c.message_id == bindparam("message"),
    _reaction.c.emoji == bindparam("put"),
    _reaction.c.user_id == bindparam("by"),
)
_most_used = (
    sa.select(_reaction.c.emoji)
    .where(_reaction.c.user_id == bindparam("by"))
    .group_by(_reaction.c.emoji)
    .order_by(sa.func.count().desc(), _reaction.c.emoji)
    .limit(bindparam("limit"))
)


@dataclass(frozen=True, slots=True)
class Place:
    """A message that reactions are put under."""

    position: int
    is_deleted: bool
    reactions: tuple[ReactionRecord, ...]


async def find_place(tx: AsyncConnection, room_id: RoomId, message_id: MessageId) -> Place | None:
    """A message of the room and all that was put under it, or None where the room has no such message."""
    row = (await tx.execute(_place, {"message": message_id, "room": room_id})).one_or_none()
    if row is None:
        return None
    return Place(row.position, row.deleted_at is not None, (await list_reactions(tx, [message_id])).get(message_id, ()))


async def insert(tx: AsyncConnection, message_id: MessageId, emoji: str, user_id: UserId, at: datetime) -> None:
    """Raises IntegrityError where it is there already."""
    values = {"message_id": message_id, "emoji": emoji, "user_id": user_id, "inserted_at": at}
    await tx.execute(_insert, values)


async def delete(tx: AsyncConnection, message_id: MessageId, emoji: str, user_id: UserId) -> None:
    """Take it away, if it is there."""
    await tx.execute(_delete, {"message": message_id, "put": emoji, "by": user_id})


async def list_most_used(tx: AsyncConnection, user_id: UserId, limit: int) -> list[str]:
    """What somebody puts under messages most often, in all rooms."""
    return list((await tx.execute(_most_used, {"by": user_id, "limit": limit})).scalars())
