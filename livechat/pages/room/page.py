"""A room: its shared screen, and what is the viewer's own around it."""

from livechat.errors import NotFound
from livechat.ids import MessageId
from livechat.pages.not_found import not_found
from livechat.pages.open_page import OpenPage
from livechat.pages.room.view import RoomView
from livechat.records import PostedMessage


def room(page: OpenPage, slug: str, target: PostedMessage | None = None) -> None:
    """The room at its newest message, or at one that was linked to."""
    try:
        record = page.chat.rooms.get_by_slug(page.user_id, slug)
    except NotFound:
        not_found(page)
        return
    page.enter(RoomView(page, record, target).visit)


async def room_at_message(page: OpenPage, slug: str, message_id: str) -> None:
    """The room with one message in its context; an id that leads nowhere leads to the newest."""
    target = None
    try:
        if message_id.isascii() and message_id.isdecimal() and len(message_id) < 19:
            record = page.chat.rooms.get_by_slug(page.user_id, slug)
            target = await page.chat.messages.get(page.user_id, record.id, MessageId(int(message_id)))
    except NotFound:
        pass
    room(page, slug, target)
