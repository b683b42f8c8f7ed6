"""What a viewer may do to a room from its menu."""

from datetime import date

from nicegui import ui

from livechat.components.notices import notify
from livechat.components.room.calendar import DateDialog
from livechat.components.room.form import DeleteRoom, RoomForm
from livechat.components.room.popup_menu import Item
from livechat.components.times import begin_of
from livechat.errors import ChatError
from livechat.i18n.text import gettext as _
from livechat.pages.open_page import OpenPage
from livechat.pages.room.pins import RoomPins
from livechat.records import RoomInfo


class RoomActions:
    """The menu's entries, for this person at this moment; each verb is authorised again by the service."""

    def __init__(self, page: OpenPage, room: RoomInfo, pins: RoomPins) -> None:
        self._page = page
        self._chat = page.chat
        self._room = room
        self._pins = pins

    def items(self) -> list[Item]:
        try:
            may = self._chat.rooms.get_permissions(self._page.user_id, self._room.id)
        except ChatError:
            return []
        offered = (
            (True, _("Pinned messages"), self._pins.open),
            (True, _("Jump to date"), self._choose_date),
            (may.may_edit, _("Edit room"), self._edit),
            (may.is_member, _("Mark all read"), self._mark_all_read),
            (may.is_member, _("Leave room"), self._leave),
            (may.may_delete, _("Delete room"), self._delete),
        )
        return [(label, act) for allowed, label, act in offered if allowed]

    def _choose_date(self) -> None:
        today = self._chat.clock.now().astimezone(self._page.zone).date()
        with self._page.client.content:
            self._page.overlay.show(lambda: DateDialog(today, self._jump_to))

    async def _jump_to(self, day: date) -> None:
        """To the first message of that day or of a later one, else to the last of all. Raises ChatError."""
        message = await self._chat.messages.first_since(
            self._page.user_id, self._room.id, begin_of(day, self._page.zone)
        )
        with self._page.client:
            ui.navigate.to(f"/rooms/{self._room.slug}?m={message.id}")

    def _edit(self) -> None:
        async def save(name: str, description: str, is_private: bool) -> None:
            await self._chat.rooms.edit(
                self._page.user_id, self._room.id, name=name, description=description, is_private=is_private
            )

        room = self._chat.rooms.get(self._page.user_id, self._room.id)
        with self._page.client.content:
            self._page.overlay.show(lambda: RoomForm(_("Edit room"), _("Save"), save, room))

    def _mark_all_read(self) -> None:
        try:
            self._chat.reading.mark_all_read(self._page.user_id, self._room.id)
        except ChatError as error:
            notify(str(error))

    async def _leave(self) -> None:
        try:
            await self._chat.memberships.leave(self._page.user_id, self._room.id)
        except ChatError as error:
            notify(str(error))
        else:
            ui.navigate.to("/")

    def _delete(self) -> None:
        async def delete(name: str) -> None:
            await self._chat.rooms.delete(self._page.user_id, self._room.id, name=name)

        room = self._chat.rooms.get(self._page.user_id, self._room.id)
        with self._page.client.content:
            self._page.overlay.show(lambda: DeleteRoom(room, delete))
