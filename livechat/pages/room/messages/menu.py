"""What a viewer may do with one message: the menu behind "More" in its row."""

from collections.abc import Sequence

from markupsafe import escape
from nicegui import ui
from nicegui.element import Element

from livechat.components.room.popup_menu import Item, ItemMenu
from livechat.i18n.text import gettext as _
from livechat.ids import MessageId


class MessageMenu(ItemMenu):
    """Opens at the row's button, which is a shared element; gone when it closes. `items` are what it offers."""

    def __init__(self, message_id: MessageId, items: Sequence[Item]) -> None:
        super().__init__(items, f"#m{message_id} .message-actions")


class LinkDialog(ui.dialog):
    """Offers an address to be copied: plain HTTP gives pages no clipboard."""

    def __init__(self, link: str) -> None:
        super().__init__(value=True)
        self.on("hide", self.delete)
        self.props["aria-label"] = _("Copy link")
        with self, ui.card().classes("dialog"):
            Element("h2").props["innerHTML"] = str(escape(_("Copy link")))
            field = ui.input(value=link).props("outlined dense readonly autofocus").classes("field")
            field.props["aria-label"] = _("Link")
            for element, moment in ((self, "show"), (field, "focus")):  # as it opens, the dialog has moved the focus
                element.on(moment, lambda: field.run_method("select"))
            with ui.row().classes("dialog-actions"):
                ui.button(_("Close"), color=None, on_click=self.close).props("flat no-caps").classes("button-quiet")
