"""A room: its shared screen, and what is the viewer's own around it."""

from livechat.components.notices import notify
from livechat.errors import NotFound
from livechat.pages.not_found import not_found
from livechat.pages.open_page import OpenPage
from livechat.pages.room.view import RoomView
from livechat.pages.room.way import NO_SUCH_MESSAGE, find_target
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
    """The room with one message in its context; an address that names none of it leads to the newest, and says so."""
    target = None
    try:
        record = page.chat.rooms.get_by_slug(page.user_id, slug)
        target = await find_target(page, record.id, message_id)
    except NotFound:
        pass
    else:
        if target is None:
            notify(str(NO_SUCH_MESSAGE))
    room(page, slug, target)
