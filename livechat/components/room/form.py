"""The dialog that makes a room or changes it, and the one that deletes it."""

from collections.abc import Awaitable, Callable

from markupsafe import escape
from nicegui import ui

from livechat.components.fields import text_field, text_in
from livechat.errors import ChatError, Invalid
from livechat.i18n.text import gettext as _
from livechat.records import RoomInfo

Save = Callable[[str, str, bool], Awaitable[None]]
"""Name, description, private; raises ChatError."""


class RoomForm(ui.dialog):
    """Name, description, private. Made when asked for, gone when closed; what was typed stays until it is right."""

    def __init__(self, title: str, button: str, save: Save, room: RoomInfo | None = None) -> None:
        super().__init__(value=True)
        self._save = save
        self.on("hide", self.delete)
        self.props["aria-label"] = title
        with self, ui.card().classes("dialog"):
            ui.element("h2").props["innerHTML"] = str(escape(title))
            self._name = text_field(_("Name"), room.name if room else "").props("autofocus")
            self._name.on("keydown.enter", self._on_save)
            self._description = text_field(_("Description"), room.description if room else "")
            self._private = ui.switch(_("Private"), value=room.is_private if room else False)
            with ui.row().classes("dialog-actions"):
                ui.button(_("Cancel"), color=None, on_click=self.close).props("flat no-caps").classes("button-quiet")
                ui.button(button, color=None, on_click=self._on_save).props("unelevated no-caps").classes("button")

    async def _on_save(self) -> None:
        self._name.error = self._description.error = None
        try:
            await self._save(text_in(self._name), text_in(self._description), bool(self._private.value))
        except Invalid as error:
            (self._description if error.field == "description" else self._name).error = str(error)
        except ChatError as error:
            self._name.error = str(error)
        else:
            self.close()


class DeleteRoom(ui.dialog):
    """Asks for the room's name before everything in it goes."""

    def __init__(self, room: RoomInfo, delete: Callable[[str], Awaitable[None]]) -> None:
        super().__init__(value=True)
        self._delete = delete
        self.on("hide", self.delete)
        self.props["aria-label"] = _("Delete room")
        with self, ui.card().classes("dialog"):
            ui.element("h2").props["innerHTML"] = str(escape(_("Delete this room?")))
            ui.label(_("Everything said in it goes for everybody, for good. Type the room's name to confirm:"))
            ui.label(room.name).classes("dialog-name")
            self._name = text_field(_("Name"), "").props("autofocus")
            with ui.row().classes("dialog-actions"):
                ui.button(_("Cancel"), color=None, on_click=self.close).props("flat no-caps").classes("button-quiet")
                ui.button(_("Delete room"), color=None, on_click=self._on_delete).props("unelevated no-caps").classes(
                    "button-danger"
                )

    async def _on_delete(self) -> None:
        self._name.error = None
        try:
            await self._delete(text_in(self._name))
        except ChatError as error:
            self._name.error = str(error)
        else:
            self.close()
