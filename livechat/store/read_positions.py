"""How far members have read, and what there is to read."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from livechat.ids import RoomId, UserId
from livechat.models import Membership, Message, Room

ReaderKey = tuple[UserId, RoomId]  # person, room

NOTHING = -1  # the position before a room's first message

_membership = SQLModel.metadata.tables[Membership.__tablename__]
_message = SQLModel.metadata.tables[Message.__tablename__]
_room = SQLModel.metadata.tables[Room.__tablename__]

_newest = sa.select(sa.func.max(_message.c.position)).where(_message.c.room_id == _room.c.id).scalar_subquery()
_last = sa.select(_room.c.id, sa.func.coalesce(_newest, NOTHING))
_deleted = (
    sa.select(_message.c.room_id, _message.c.position)
    .where(_message.c.deleted_at.is_not(None))
    .order_by(_message.c.room_id, _message.c.position)
)
_read = sa.select(_membership.c.user_id, _membership.c.room_id, sa.func.coalesce(_membership.c.read_position, NOTHING))
_put = (
    sa.update(_membership)
    .where(_membership.c.user_id == bindparam("user"), _membership.c.room_id == bindparam("room"))
    .values(read_position=bindparam("position"))
)


async def list_last(tx: AsyncConnection) -> dict[RoomId, int]:
    """The position of each room's newest message, -1 where there is none."""
    return await _as_dict(tx, _last)


async def list_deleted(tx: AsyncConnection) -> list[tuple[RoomId, int]]:
    """The positions of deleted messages, in their order."""
    return [(room_id, position) for room_id, position in await tx.execute(_deleted)]


async def list_read(tx: AsyncConnection) -> dict[ReaderKey, int]:
    """Up to which position each member has read, -1 where nothing is."""
    return {(user_id, room_id): position for user_id, room_id, position in await tx.execute(_read)}


async def put_many(tx: AsyncConnection, positions: Mapping[ReaderKey, int]) -> None:
    """Write how far members have read; who is none any more is left out."""
    values = [{"user": user, "room": room, "position": position} for (user, room), position in positions.items()]
    await tx.execute(_put, values)


def newest_in(room_id: RoomId) -> sa.ScalarSelect[Any]:
    """A room's newest position, for who joins it: all that was said before counts as read."""
    newest = sa.select(sa.func.coalesce(sa.func.max(_message.c.position), NOTHING))
    return newest.where(_message.c.room_id == room_id).scalar_subquery()


async def _as_dict(tx: AsyncConnection, statement: sa.Select[Any]) -> dict[Any, int]:
    return {key: int(position) for key, position in await tx.execute(statement)}
