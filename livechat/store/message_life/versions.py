"""What a message says now, and what it said before."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from livechat.ids import MessageId, RoomId, UserId
from livechat.models import MessageVersion
from livechat.records import PostedMessage
from livechat.store.posted import message_table as _message
from livechat.store.posted import posted, to_posted

_version = SQLModel.metadata.tables[MessageVersion.__tablename__]

_keep = sa.insert(_version)
_rewrite = (
    sa.update(_message)
    .where(_message.c.id == bindparam("message"))
    .values(
        body=bindparam("said"),
        html=bindparam("drawn"),
        html_version=bindparam("drawn_by"),
        edited_at=bindparam("at", type_=_message.c.edited_at.type),
    )
)
_earlier = (
    sa.select(_version.c.body, _version.c.written_at)
    .where(_version.c.message_id == bindparam("message"))
    .order_by(_version.c.id.desc())
    .limit(bindparam("limit"))
)
_last_of = (
    posted.where(
        _message.c.room_id == bindparam("room"),
        _message.c.user_id == bindparam("user"),
        _message.c.deleted_at.is_(None),
    )
    .order_by(_message.c.position.desc())
    .limit(1)
)


async def rewrite(tx: AsyncConnection, before: PostedMessage, after: PostedMessage) -> None:
    """Have the message say something else from now on, and keep what it said with the time when that was written."""
    written_at = before.edited_at or before.inserted_at
    await tx.execute(_keep, {"message_id": before.id, "body": before.body, "written_at": written_at})
    await tx.execute(
        _rewrite,
        {
            "message": after.id,
            "said": after.body,
            "drawn": after.html or None,
            "drawn_by": after.html_version,
            "at": after.edited_at,
        },
    )


async def list_earlier(tx: AsyncConnection, message_id: MessageId, limit: int) -> list[tuple[str, datetime]]:
    """What the message said before its last edits and when that was written, the oldest of them first."""
    rows = (await tx.execute(_earlier, {"message": message_id, "limit": limit})).all()
    return [(row.body, row.written_at) for row in reversed(rows)]


async def find_last_of(tx: AsyncConnection, user_id: UserId, room_id: RoomId) -> PostedMessage | None:
    """The newest message of one author in one room that is not deleted, without what hangs on it."""
    row = (await tx.execute(_last_of, {"user": user_id, "room": room_id})).first()
    return None if row is None else to_posted(row)
