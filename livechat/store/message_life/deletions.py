"""Messages that were deleted: first marked, so that it may be undone, then emptied for good."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from livechat.ids import MessageId, UserId
from livechat.models import EditDraft, MessageVersion, Pin, Reaction
from livechat.records import PostedMessage
from livechat.store.posted import list_posted, posted
from livechat.store.posted import message_table as _message

_these: sa.BindParameter[list[MessageId]] = bindparam("ids", expanding=True)
_is_pending = sa.and_(_message.c.deleted_at.is_not(None), _message.c.erased_at.is_(None))
_one = sa.update(_message).where(_message.c.id == bindparam("message"))
_mark = _one.values(deleted_at=bindparam("at"), deleted_by_id=bindparam("by"))
_unmark = _one.where(_is_pending).values(deleted_at=None, deleted_by_id=None)
_pending = sa.select(_message.c.id, _message.c.deleted_at).where(_is_pending).order_by(_message.c.id)
_empty = (
    sa.update(_message)
    .where(_message.c.id.in_(_these), _is_pending)
    .values(body="", html=None, html_version=None, attachment_url="", erased_at=bindparam("at"))
    .returning(_message.c.id)
)
_remove_what_hangs_on_them = tuple(
    sa.delete(table).where(table.c.message_id.in_(_these))
    for table in (SQLModel.metadata.tables[model.__tablename__] for model in (MessageVersion, Reaction, Pin, EditDraft))
)
_emptied = posted.where(_message.c.id.in_(_these)).order_by(_message.c.id)


async def mark(tx: AsyncConnection, message_id: MessageId, *, by: UserId, at: datetime) -> None:
    """Nobody reads it any more; everything of it is kept."""
    await tx.execute(_mark, {"message": message_id, "by": by, "at": at})


async def unmark(tx: AsyncConnection, message_id: MessageId) -> None:
    """Take the mark away, unless there is nothing left to be read."""
    await tx.execute(_unmark, {"message": message_id})


async def list_pending(tx: AsyncConnection) -> dict[MessageId, datetime]:
    """When those were deleted that are not emptied yet, by their ids."""
    return {row.id: row.deleted_at for row in await tx.execute(_pending)}


async def erase_many(tx: AsyncConnection, ids: Collection[MessageId], at: datetime) -> list[PostedMessage]:
    """Empty those that are still deleted, with their versions, reactions, pins and edits that were begun.

    Answers with what is left of them. That the bytes are overwritten is `secure_delete` of the writing connection.
    """
    emptied = [row.id for row in await tx.execute(_empty, {"ids": list(ids), "at": at})]
    if not emptied:
        return []
    for statement in _remove_what_hangs_on_them:
        await tx.execute(statement, {"ids": emptied})
    return await list_posted(tx, _emptied, ids=emptied)
