"""The way to single messages of a room: by an address, while the page stays as it is."""

from nicegui import background_tasks

from livechat.components.commands import ID_MAX_DIGITS
from livechat.components.notices import notify
from livechat.errors import ChatError, NotFound
from livechat.i18n.text import lazy_gettext
from livechat.ids import MessageId, RoomId
from livechat.pages.open_page import OpenPage
from livechat.pages.room.linked_row import LinkedRow
from livechat.pages.room.visit import RoomVisit
from livechat.records import PostedMessage

NO_SUCH_MESSAGE = lazy_gettext("That message is not in this room. These are the newest ones.")


async def find_target(page: OpenPage, room_id: RoomId, message_id: str) -> PostedMessage | None:
    """The message that an address names, None where it is none of the room. Raises ChatError."""
    if not (message_id.isascii() and message_id.isdecimal() and len(message_id) <= ID_MAX_DIGITS):
        return None
    try:
        return await page.chat.messages.get(page.user_id, room_id, MessageId(int(message_id)))
    except NotFound:
        return None


class RoomWay:
    """For one page in one room. Who clicks twice goes to where they clicked last."""

    def __init__(self, page: OpenPage, room_id: RoomId, visit: RoomVisit, linked: LinkedRow) -> None:
        self._page = page
        self._room_id = room_id
        self._visit = visit
        self._linked = linked
        self._asked = 0

    def follow(self, message_id: str) -> None:
        """Go to the message that an address names, to the newest where it names none."""
        self._asked += 1
        self._page.overlay.close()
        background_tasks.create(self._go(message_id, self._asked), name=f"the way within room {self._room_id}")

    async def _go(self, message_id: str, asked: int) -> None:
        try:
            target = await find_target(self._page, self._room_id, message_id) if message_id else None
            if asked == self._asked:
                await self._show(target)
        except ChatError as error:
            self._linked.show(None)
            self._say(str(error))
        else:
            if message_id and target is None:
                self._say(str(NO_SUCH_MESSAGE))

    async def _show(self, target: PostedMessage | None) -> None:
        navigation, viewer = self._visit.step(), self._visit.viewer
        self._linked.show(target.id if target else None)
        if target is None:
            navigation.jump_to_newest(viewer)
        else:
            await navigation.show_around(viewer, target.position)

    def _say(self, sentence: str) -> None:
        with self._page.client.content:
            notify(sentence)
