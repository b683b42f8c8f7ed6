"""What a viewer may do to a room from its menu."""

from collections.abc import Callable

from nicegui import ui

from livechat.components.notices import notify
from livechat.components.room.form import DeleteRoom, RoomForm
from livechat.errors import ChatError
from livechat.i18n.text import gettext as _
from livechat.ids import RoomId
from livechat.pages.open_page import OpenPage

Item = tuple[str, Callable[[], object]]


class RoomActions:
    """The menu's entries, for this person at this moment; each verb is authorised again by the service."""

    def __init__(self, page: OpenPage, room_id: RoomId) -> None:
        self._page = page
        self._chat = page.chat
        self._room_id = room_id

    def items(self) -> list[Item]:
        try:
            may = self._chat.rooms.get_permissions(self._page.user_id, self._room_id)
        except ChatError:
            return []
        offered = (
            (may.may_edit, _("Edit room"), self._edit),
            (may.is_member, _("Mark all read"), self._mark_all_read),
            (may.is_member, _("Leave room"), self._leave),
            (may.may_delete, _("Delete room"), self._delete),
        )
        return [(label, act) for allowed, label, act in offered if allowed]

    def _edit(self) -> None:
        async def save(name: str, description: str, is_private: bool) -> None:
            await self._chat.rooms.edit(
                self._page.user_id, self._room_id, name=name, description=description, is_private=is_private
            )

        room = self._chat.rooms.get(self._page.user_id, self._room_id)
        with self._page.client.content:
            self._page.overlay.show(lambda: RoomForm(_("Edit room"), _("Save"), save, room))

    def _mark_all_read(self) -> None:
        try:
            self._chat.reading.mark_all_read(self._page.user_id, self._room_id)
        except ChatError as error:
            notify(str(error))

    async def _leave(self) -> None:
        try:
            await self._chat.memberships.leave(self._page.user_id, self._room_id)
        except ChatError as error:
            notify(str(error))
        else:
            ui.navigate.to("/")

    def _delete(self) -> None:
        async def delete(name: str) -> None:
            await self._chat.rooms.delete(self._page.user_id, self._room_id, name=name)

        room = self._chat.rooms.get(self._page.user_id, self._room_id)
        with self._page.client.content:
            self._page.overlay.show(lambda: DeleteRoom(room, delete))
