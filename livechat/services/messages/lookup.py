"""Finds the message that a verb is about, inside the verb's transaction."""

from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.errors import Forbidden, NotFound
from livechat.i18n.text import lazy_gettext
from livechat.ids import MessageId, RoomId
from livechat.records import PostedMessage
from livechat.store import messages

DELETED = lazy_gettext("This message was deleted.")


async def find_message(tx: AsyncConnection, room_id: RoomId, message_id: MessageId) -> PostedMessage:
    """The room's message, deleted or not. Raises NotFound, also for one of another room."""
    message = await messages.find(tx, message_id)
    if message is None or message.room_id != room_id:
        raise NotFound
    return message


async def find_live(tx: AsyncConnection, room_id: RoomId, message_id: MessageId) -> PostedMessage:
    """The same, to be changed: raises Forbidden where it was deleted, also while that may be undone."""
    message = await find_message(tx, room_id, message_id)
    if message.is_deleted:
        raise Forbidden(DELETED)
    return message
