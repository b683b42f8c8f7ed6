"""The button "Room menu" and what it offers; the items are made when it is opened."""

from collections.abc import Callable

from nicegui import ui
from nicegui.element import Element

from livechat.components.room.popup_menu import PopupMenu
from livechat.i18n.text import gettext as _


class RoomMenu(ui.button):
    """`items` answers with the entries that the viewer may choose now: a label and what it does.

    `show` makes a menu in the place of what was shown before.
    """

    def __init__(
        self,
        items: Callable[[], list[tuple[str, Callable[[], object]]]],
        show: Callable[[Callable[[], Element]], None],
    ) -> None:
        super().__init__(icon="more_horiz", color=None, on_click=self._on_open)
        self._items, self._show = items, show
        self.classes("room-menu").props("flat round dense")
        self.props["aria-label"] = _("Room menu")
        self.props["aria-haspopup"] = "menu"
        self.offer()

    def offer(self) -> None:
        """Show the button while there is something to choose."""
        self.set_visibility(bool(self._items()))

    def _on_open(self) -> None:
        with self:
            self._show(self._menu)

    def _menu(self) -> Element:
        with PopupMenu() as menu:
            for label, act in self._items():
                ui.menu_item(label, on_click=act).props("role=menuitem").classes("menu-item")
        menu.run_method("focus")  # one that is open from its beginning does not take it by itself
        return menu
