"""What a viewer asks of single messages: by the buttons in their rows, and by the menu behind "More"."""

from nicegui.element import Element

from livechat.components.commands import OfMessage, OpenMessageMenu, Reply, ToggleReaction
from livechat.components.composer.composer import Composer
from livechat.components.notices import notify
from livechat.components.style_rule import StyleRule, within_reach
from livechat.errors import ChatError, Forbidden
from livechat.i18n.text import gettext as _
from livechat.ids import MessageId
from livechat.pages.open_page import OpenPage
from livechat.pages.room.message_menu import Item, LinkDialog, MessageMenu
from livechat.records import PostedMessage, RoomInfo
from livechat.services.messages.editing import DELETED


class MessageActions:
    """For one page in one room. What is offered is what one may do now; each verb asks again."""

    def __init__(self, page: OpenPage, room: RoomInfo, holder: Element) -> None:
        self._page = page
        self._chat = page.chat
        self._room_id, self._slug = room.id, room.slug
        self._holder = holder
        self._within_reach: StyleRule | None = None  # made when a row's button is pressed

    async def hear(self, command: OfMessage | ToggleReaction, composer: Composer | None) -> None:
        """Do what a row's button asks for, or say why not; `composer` is the page's, if one may write there."""
        self._keep_within_reach(command.id)
        try:
            await self._obey(command, composer)
        except ChatError as error:
            with self._holder:
                notify(str(error))

    def _keep_within_reach(self, message_id: MessageId) -> None:
        """What was pressed gets the focus back when that closes which it opens."""
        if self._within_reach is None:
            with self._holder:
                self._within_reach = StyleRule()
        self._within_reach.show([within_reach(message_id)])

    async def _obey(self, command: OfMessage | ToggleReaction, composer: Composer | None) -> None:
        match command:
            case OpenMessageMenu(id=message_id):
                await self._open_menu(message_id, composer)
            case Reply(id=message_id):
                await self._reply(message_id, composer)

    async def _open_menu(self, message_id: MessageId, composer: Composer | None) -> None:
        message = await self._chat.messages.get(self._page.user_id, self._room_id, message_id)
        with self._holder:
            self._page.overlay.show(lambda: MessageMenu(message_id, self._items(message, composer)))

    def _items(self, message: PostedMessage, composer: Composer | None) -> list[Item]:
        is_own = message.author.id == self._page.user_id and not message.is_deleted
        offered = (
            (is_own and composer is not None, _("Edit"), lambda: self._edit(message.id, composer)),
            (True, _("Copy link"), lambda: self._copy_link(message.id)),
        )
        return [(label, act) for may, label, act in offered if may]

    async def _edit(self, message_id: MessageId, composer: Composer | None) -> None:
        try:
            if composer is not None and not composer.is_deleted:
                await composer.edit(message_id)
        except ChatError as error:
            with self._holder:
                notify(str(error))

    async def _reply(self, message_id: MessageId, composer: Composer | None) -> None:
        message = await self._chat.messages.get(self._page.user_id, self._room_id, message_id)
        if message.is_deleted:
            raise Forbidden(DELETED)
        if composer is not None and not composer.is_deleted:
            composer.reply(message)

    def _copy_link(self, message_id: MessageId) -> None:
        link = f"{self._base_url}/rooms/{self._slug}?m={message_id}"
        with self._page.client.content:
            self._page.overlay.show(lambda: LinkDialog(link))

    @property
    def _base_url(self) -> str:
        return self._chat.settings.public_url or str(self._page.client.request.base_url).rstrip("/")
