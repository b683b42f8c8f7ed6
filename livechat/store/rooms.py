"""Rooms."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from livechat.ids import RoomId, UserId
from livechat.models import Message, Room
from livechat.records import RoomInfo

_room = SQLModel.metadata.tables[Room.__tablename__]
_message = SQLModel.metadata.tables[Message.__tablename__]


async def insert(
    tx: AsyncConnection,
    *,
    name: str,
    description: str,
    slug: str,
    creator_id: UserId,
    is_private: bool,
    inserted_at: datetime,
) -> RoomInfo:
    """Store a new room. Raises IntegrityError for a slug that is taken."""
    values = {
        "name": name,
        "description": description,
        "slug": slug,
        "creator_id": creator_id,
        "is_private": is_private,
        "inserted_at": inserted_at,
    }
    return _to_room((await tx.execute(sa.insert(_room).values(values).returning(*_room.c))).mappings().one())


async def update(tx: AsyncConnection, room_id: RoomId, *, name: str, description: str, is_private: bool) -> RoomInfo:
    """Change a room, which must exist; its slug stays."""
    statement = (
        sa.update(_room)
        .where(_room.c.id == room_id)
        .values(name=name, description=description, is_private=is_private)
        .returning(*_room.c)
    )
    return _to_room((await tx.execute(statement)).mappings().one())


async def delete(tx: AsyncConnection, room_id: RoomId) -> None:
    """Remove a room with its memberships, messages and drafts, also from the search index."""
    await tx.execute(sa.delete(_room).where(_room.c.id == room_id))


async def list_all(tx: AsyncConnection) -> list[RoomInfo]:
    """All rooms in the order of their making."""
    return [_to_room(row) for row in (await tx.execute(sa.select(_room).order_by(_room.c.id))).mappings()]


async def slugs_like(tx: AsyncConnection, base: str) -> set[str]:
    """Which slugs are taken of `base` and `base-…`."""
    suffixed = _room.c.slug.startswith(f"{base}-", autoescape=True)
    statement = sa.select(_room.c.slug).where(sa.or_(_room.c.slug == base, suffixed))
    return set((await tx.execute(statement)).scalars())


async def list_last_message_times(tx: AsyncConnection) -> dict[RoomId, datetime]:
    """When something was last said, by room; rooms where nobody spoke are missing."""
    newest = (
        sa.select(_message.c.inserted_at)
        .where(_message.c.room_id == _room.c.id)
        .order_by(_message.c.position.desc())
        .limit(1)
        .scalar_subquery()  # one look at the end of each room's index, however long it is
    )
    rows = (await tx.execute(sa.select(_room.c.id, newest.label("at")))).all()
    return {row.id: row.at for row in rows if row.at is not None}


def _to_room(row: sa.RowMapping) -> RoomInfo:
    return RoomInfo(**row)
