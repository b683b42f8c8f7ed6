"""What people are writing."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as upsert  # SQLAlchemy has no common upsert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from livechat.models import Draft
from livechat.records import DraftRecord

_draft = SQLModel.metadata.tables[Draft.__tablename__]


async def put(tx: AsyncConnection, user_id: int, room_id: int, draft: DraftRecord, updated_at: datetime) -> None:
    """Write somebody's draft in a room; an empty text ends it."""
    if not draft.body:
        await tx.execute(sa.delete(_draft).where(_is(user_id, room_id)))
        return
    changes = {"body": draft.body, "client_message_id": draft.client_message_id, "updated_at": updated_at}
    statement = upsert(_draft).values(user_id=user_id, room_id=room_id, **changes)
    await tx.execute(statement.on_conflict_do_update(index_elements=["user_id", "room_id"], set_=changes))


async def get(tx: AsyncConnection, user_id: int, room_id: int) -> DraftRecord | None:
    """Somebody's draft in a room."""
    row = (await tx.execute(sa.select(_draft).where(_is(user_id, room_id)))).one_or_none()
    return None if row is None else DraftRecord(row.body, row.client_message_id)


async def every(tx: AsyncConnection) -> dict[tuple[int, int], DraftRecord]:
    """All drafts by person and room."""
    rows = (await tx.execute(sa.select(_draft))).all()
    return {(row.user_id, row.room_id): DraftRecord(row.body, row.client_message_id) for row in rows}


async def clear(tx: AsyncConnection, user_id: int, room_id: int, client_message_id: str) -> None:
    """End the draft that became this message; one begun since stays."""
    same = _draft.c.client_message_id == client_message_id
    await tx.execute(sa.delete(_draft).where(_is(user_id, room_id), same))


def _is(user_id: int, room_id: int) -> sa.ColumnElement[bool]:
    return sa.and_(_draft.c.user_id == user_id, _draft.c.room_id == room_id)
