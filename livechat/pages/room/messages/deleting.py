"""Deleting a message from its menu, and taking that back."""

from nicegui.element import Element

from livechat.components.message.delete_dialog import DeleteMessage
from livechat.components.notices import notify
from livechat.errors import ChatError
from livechat.ids import MessageId, RoomId
from livechat.pages.open_page import OpenPage
from livechat.pages.room.visit import RoomVisit
from livechat.records import PostedMessage


class Deleting:
    """For one page in one room."""

    def __init__(self, page: OpenPage, room_id: RoomId, visit: RoomVisit, holder: Element) -> None:
        self._page = page
        self._chat = page.chat
        self._room_id = room_id
        self._visit = visit
        self._holder = holder

    def may_delete(self, message: PostedMessage) -> bool:
        """Whether this person may now."""
        may = self._chat.rooms.get_permissions(self._page.user_id, self._room_id)
        return not message.is_deleted and (may.may_moderate or (may.is_member and self._is_own(message)))

    async def delete(self, message: PostedMessage) -> None:
        """One's own at once, since one may undo it; of another's one is asked."""
        if self._is_own(message):
            await self._delete(message)
            return
        with self._page.client.content:
            self._page.overlay.show(lambda: DeleteMessage(message, lambda: self._delete(message)))

    async def undo(self, message_id: MessageId) -> None:
        """Have the message be as it was. Raises ChatError."""
        message = await self._chat.deletion.undo_delete(self._page.user_id, self._room_id, message_id)
        self._focus(message)

    async def _delete(self, message: PostedMessage) -> None:
        try:
            await self._chat.deletion.delete(self._page.user_id, self._room_id, message.id)
            self._focus(message)
        except ChatError as error:
            with self._holder:
                notify(str(error))

    def _is_own(self, message: PostedMessage) -> bool:
        return message.author.id == self._page.user_id

    def _focus(self, message: PostedMessage) -> None:
        """What was pressed in the row is gone now; the keyboard goes on from there."""
        self._visit.screen.navigation.focus(self._visit.viewer, message.position)
