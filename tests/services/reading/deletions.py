"""Deleting and taking back, by the room's administrator; what is deleted already stays so."""

from contextlib import suppress

from livechat.chat import Chat
from livechat.errors import Forbidden
from livechat.ids import UserId
from livechat.records import PostedMessage


async def deleted(chat: Chat, message: PostedMessage) -> None:
    """The message is a tombstone."""
    with suppress(Forbidden):
        await chat.deletion.delete(_administrator(chat, message), message.room_id, message.id)


async def restored(chat: Chat, message: PostedMessage) -> None:
    """The deletion was undone, if there was one."""
    with suppress(Forbidden):
        await chat.deletion.undo_delete(_administrator(chat, message), message.room_id, message.id)


def _administrator(chat: Chat, message: PostedMessage) -> UserId:
    members = chat.directory.members(message.room_id)
    return next(who.id for who in members if chat.directory.is_room_admin(who.id, message.room_id))
