"""Deleting and taking back as the service does it: stored, then told."""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from livechat.chat import Chat
from livechat.events import MessageDeleted, MessageRestored, room_topic
from livechat.records import Deletion, PostedMessage
from livechat.store.posted import message_table


async def deleted(chat: Chat, message: PostedMessage) -> None:
    """Somebody has deleted the message, or that has become final."""
    now = chat.clock.now()
    await _store(chat, message, now)
    gone = replace(message, deletion=Deletion(message.author.id, now, is_final=False))
    chat.bus.publish(room_topic(message.room_id), MessageDeleted(gone))


async def restored(chat: Chat, message: PostedMessage) -> None:
    """The deletion was undone."""
    await _store(chat, message, None)
    chat.bus.publish(room_topic(message.room_id), MessageRestored(message))


async def _store(chat: Chat, message: PostedMessage, at: datetime | None) -> None:
    by = None if at is None else message.author.id
    statement = sa.update(message_table).where(message_table.c.id == message.id)
    async with chat.db.write() as tx:
        await tx.execute(statement.values(deleted_at=at, deleted_by_id=by))
