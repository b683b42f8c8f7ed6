"""What a viewer may do with one message: the menu behind "More" in its row."""

from markupsafe import escape
from nicegui import ui
from nicegui.element import Element

from livechat.i18n.text import gettext as _
from livechat.ids import MessageId
from livechat.pages.open_page import OpenPage


class MessageMenu(ui.menu):
    """Opens at the row's button, which is a shared element; gone when it closes."""

    def __init__(self, page: OpenPage, slug: str, message_id: MessageId) -> None:
        super().__init__(value=True)
        self._page = page
        self._link = f"{_base_url(page)}/rooms/{slug}?m={message_id}"
        self.props["target"] = f"#m{message_id} .message-actions"
        self.classes("menu").on("hide", self.delete)
        with self:
            ui.menu_item(_("Copy link"), on_click=self._on_copy).props("role=menuitem").classes("menu-item")

    def _on_copy(self) -> None:
        with self._page.client.content:
            self._page.overlay.show(lambda: LinkDialog(self._link))


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
            field.on("focus", lambda: field.run_method("select"))
            with ui.row().classes("dialog-actions"):
                ui.button(_("Close"), color=None, on_click=self.close).props("flat no-caps").classes("button-quiet")


def _base_url(page: OpenPage) -> str:
    return page.chat.settings.public_url or str(page.client.request.base_url).rstrip("/")
