"""Who belongs to which room."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as upsert  # SQLAlchemy has no common upsert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from livechat.ids import RoomId, UserId
from livechat.models import Membership, Role
from livechat.records import Member
from livechat.store.read_positions import newest_in

_membership = SQLModel.metadata.tables[Membership.__tablename__]


async def insert(tx: AsyncConnection, *, user_id: UserId, room_id: RoomId, role: Role, joined_at: datetime) -> Member:
    """Make somebody a member, who has read all there is; who already is stays as they are, with their role."""
    values: dict[str, Any] = {"room_id": room_id, "user_id": user_id, "role": role, "joined_at": joined_at}
    values["read_position"] = newest_in(room_id)
    await tx.execute(upsert(_membership).values(values).on_conflict_do_nothing())
    return _to_member((await tx.execute(sa.select(_membership).where(_is(user_id, room_id)))).one())


async def delete(tx: AsyncConnection, user_id: UserId, room_id: RoomId) -> None:
    """End a membership, if there is one."""
    await tx.execute(sa.delete(_membership).where(_is(user_id, room_id)))


async def list_all(tx: AsyncConnection) -> list[Member]:
    """All memberships."""
    return [_to_member(row) for row in (await tx.execute(sa.select(_membership))).all()]


def _is(user_id: UserId, room_id: RoomId) -> sa.ColumnElement[bool]:
    return sa.and_(_membership.c.room_id == room_id, _membership.c.user_id == user_id)


def _to_member(row: sa.Row[Any]) -> Member:
    return Member(row.room_id, row.user_id, Role(row.role), row.joined_at)
