"""The button "Room menu" and what it offers; the items are made when it is opened."""

from collections.abc import Callable

from nicegui import ui
from nicegui.element import Element

from livechat.components.room.popup_menu import Item, ItemMenu
from livechat.i18n.text import gettext as _


class RoomMenu(ui.button):
    """`items` answers with the entries that the viewer may choose now: a label and what it does.

    `show` makes a menu in the place of what was shown before.
    """

    def __init__(
        self,
        items: Callable[[], list[Item]],
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
            self._show(lambda: ItemMenu(self._items()))
