"""What a viewer asks of single messages: by the buttons in their rows, and by the menu behind "More"."""

from collections.abc import Callable
from urllib.parse import urlsplit

from nicegui import ui
from nicegui.element import Element

from livechat.components.commands import (
    OfMessage,
    OpenMessageMenu,
    PickReaction,
    Reply,
    ShowVersions,
    ToggleReaction,
    UndoDelete,
)
from livechat.components.composer.composer import Composer
from livechat.components.notices import notify
from livechat.components.room.popup_menu import Item
from livechat.components.style_rule import StyleRule, within_reach
from livechat.errors import ChatError, Forbidden
from livechat.i18n.text import gettext as _
from livechat.ids import MessageId
from livechat.pages.open_page import OpenPage
from livechat.pages.room.messages.deleting import Deleting
from livechat.pages.room.messages.earlier_versions import show_versions
from livechat.pages.room.messages.menu import LinkDialog, MessageMenu
from livechat.pages.room.messages.reacting import Reacting
from livechat.pages.room.page_reading import PageReading
from livechat.pages.room.pins import RoomPins
from livechat.pages.room.visit import RoomVisit
from livechat.records import PostedMessage, RoomInfo
from livechat.services.messages.lookup import DELETED


class MessageActions:
    """For one page in one room. What is offered is what one may do now; each verb asks again."""

    def __init__(
        self,
        page: OpenPage,
        room: RoomInfo,
        visit: RoomVisit,
        holder: Element,
        *,
        pins: RoomPins,
        reading: PageReading,
    ) -> None:
        self._page = page
        self._chat = page.chat
        self._room_id, self._slug = room.id, room.slug
        self._holder = holder
        self._pins = pins
        self._reacting = Reacting(page, room.id)
        self._deleting = Deleting(page, room.id, visit, holder)
        self._reading = reading
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
            case PickReaction(id=message_id):
                await self._reacting.offer(message_id)
            case ToggleReaction(id=message_id, emoji=emoji):
                await self._reacting.toggle(message_id, emoji)
            case ShowVersions(id=message_id):
                await show_versions(self._page, self._room_id, message_id)
            case UndoDelete(id=message_id):
                await self._deleting.undo(message_id)
            case Reply(id=message_id):
                await self._reply(message_id, composer)

    async def _open_menu(self, message_id: MessageId, composer: Composer | None) -> None:
        message = await self._chat.messages.get(self._page.user_id, self._room_id, message_id)
        with self._holder:
            self._page.overlay.show(lambda: MessageMenu(message_id, self._items(message, composer)))

    def _items(self, message: PostedMessage, composer: Composer | None) -> list[Item]:
        may = self._chat.rooms.get_permissions(self._page.user_id, self._room_id)
        is_own = message.author.id == self._page.user_id and not message.is_deleted
        offered: tuple[tuple[bool, str, Callable[[], object]], ...] = (
            (is_own and composer is not None, _("Edit"), lambda: self._edit(message.id, composer)),
            (bool(message.reactions), _("Reactions"), lambda: self._reacting.show_people(message.id)),
            (True, _("Copy link"), lambda: self._copy_link(message.id)),
            (may.may_edit and not message.is_deleted, *self._pin_item(message)),
            (may.is_member and not message.is_deleted, _("Mark unread"), lambda: self._mark_unread(message)),
            (self._deleting.may_delete(message), _("Delete"), lambda: self._deleting.delete(message)),
        )
        return [(label, act) for is_allowed, label, act in offered if is_allowed]

    def _pin_item(self, message: PostedMessage) -> Item:
        is_pinned = not message.is_pinned

        async def pin() -> None:
            try:
                await self._pins.set_pinned(message.id, is_pinned=is_pinned)
            except ChatError as error:
                notify(str(error))

        return (_("Pin") if is_pinned else _("Unpin")), pin

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
            if has_clipboard(link):
                ui.clipboard.write(link)  # nobody is told whether it was: the link stays selected to be copied

    def _mark_unread(self, message: PostedMessage) -> None:
        try:
            self._reading.mark_unread(message.position)
        except ChatError as error:
            notify(str(error))

    @property
    def _base_url(self) -> str:
        return self._chat.settings.public_url or str(self._page.client.request.base_url).rstrip("/")


def has_clipboard(link: str) -> bool:
    """Whether browsers give one to pages at this address: plain HTTP has none, but for the machine's own."""
    parts = urlsplit(link)
    return parts.scheme == "https" or parts.hostname in ("localhost", "127.0.0.1", "::1")
