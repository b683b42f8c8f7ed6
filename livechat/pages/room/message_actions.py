"""What a viewer asks of single messages: by the buttons in their rows, and by the menu behind "More"."""

from nicegui.element import Element

from livechat.components.commands import OfMessage, OpenMessageMenu, ToggleReaction
from livechat.components.notices import notify
from livechat.errors import ChatError
from livechat.i18n.text import gettext as _
from livechat.ids import MessageId
from livechat.pages.open_page import OpenPage
from livechat.pages.room.message_menu import Item, LinkDialog, MessageMenu
from livechat.pages.room.page_reading import PageReading
from livechat.records import PostedMessage, RoomInfo


class MessageActions:
    """For one page in one room. What is offered is what one may do now; each verb asks again."""

    def __init__(self, page: OpenPage, room: RoomInfo, holder: Element, reading: PageReading) -> None:
        self._page = page
        self._chat = page.chat
        self._room_id, self._slug = room.id, room.slug
        self._holder = holder
        self._reading = reading

    async def hear(self, command: OfMessage | ToggleReaction) -> None:
        """Do what a row's button asks for, or say why not."""
        try:
            await self._obey(command)
        except ChatError as error:
            with self._holder:
                notify(str(error))

    async def _obey(self, command: OfMessage | ToggleReaction) -> None:
        match command:
            case OpenMessageMenu(id=message_id):
                await self._open_menu(message_id)

    async def _open_menu(self, message_id: MessageId) -> None:
        message = await self._chat.messages.get(self._page.user_id, self._room_id, message_id)
        with self._holder:
            self._page.overlay.show(lambda: MessageMenu(message_id, self._items(message)))

    def _items(self, message: PostedMessage) -> list[Item]:
        may = self._chat.rooms.get_permissions(self._page.user_id, self._room_id)
        offered = (
            (True, _("Copy link"), lambda: self._copy_link(message.id)),
            (may.is_member, _("Mark unread"), lambda: self._mark_unread(message)),
        )
        return [(label, act) for allowed, label, act in offered if allowed]

    def _copy_link(self, message_id: MessageId) -> None:
        link = f"{self._base_url}/rooms/{self._slug}?m={message_id}"
        with self._page.client.content:
            self._page.overlay.show(lambda: LinkDialog(link))

    def _mark_unread(self, message: PostedMessage) -> None:
        try:
            self._reading.mark_unread(message.position)
        except ChatError as error:
            notify(str(error))

    @property
    def _base_url(self) -> str:
        return self._chat.settings.public_url or str(self._page.client.request.base_url).rstrip("/")
