"""Asks before somebody else's message is deleted."""

from collections.abc import Awaitable, Callable

from markupsafe import escape
from nicegui import ui

from livechat.i18n.text import gettext as _
from livechat.records import PostedMessage


class DeleteMessage(ui.dialog):
    """Whose it is, and a button; `delete` tells by itself why it could not."""

    def __init__(self, message: PostedMessage, delete: Callable[[], Awaitable[None]]) -> None:
        super().__init__(value=True)
        self._delete = delete
        self.on("hide", self.delete)
        self.props["aria-label"] = _("Delete message")
        with self, ui.card().classes("dialog"):
            ui.element("h2").props["innerHTML"] = str(escape(_("Delete this message?")))
            name = message.author.display_name
            ui.label(_("It was written by {name}, and goes for everybody. You can undo it for ten seconds.", name=name))
            with ui.row().classes("dialog-actions"):
                ui.button(_("Cancel"), color=None, on_click=self.close).props("flat no-caps").classes("button-quiet")
                ui.button(_("Delete"), color=None, on_click=self._on_delete).props(
                    "unelevated no-caps autofocus"
                ).classes("button-danger")

    async def _on_delete(self) -> None:
        self.close()
        await self._delete()
