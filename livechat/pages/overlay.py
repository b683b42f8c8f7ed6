"""What a page shows above itself for a while: a menu or a dialog."""

from collections.abc import Callable

from nicegui import ui
from nicegui.element import Element

from livechat.chat import Chat
from livechat.components.notices import notify
from livechat.errors import ChatError
from livechat.ids import UserId


class Overlay:
    """One at a time: what is opened next takes its place, so that a page never holds more, however it is pressed.

    A menu closes by itself then, and gives the focus back to what opened it before the next one takes it.
    """

    def __init__(self, chat: Chat, user_id: UserId) -> None:
        self._chat = chat
        self._user_id = user_id
        self._shown: list[Element] = []
        self._closing: list[ui.menu] = []  # menus that are gone when their browser says so, or at the next one

    def show(self, make: Callable[[], Element]) -> None:
        """Show what `make` makes where the caller is, or say why not."""
        try:
            self._chat.page_costs.open_overlay(self._user_id)
        except ChatError as error:
            notify(str(error))
            return
        self._end_shown()
        children = ui.context.slot.children
        before = len(children)
        self._shown = [make(), *children[before:]]  # a dialog stands elsewhere, and leaves an empty element here

    def close(self) -> None:
        """Show nothing any more."""
        self._end_shown()
        self._shown = []

    def _end_shown(self) -> None:
        menus = [element for element in self._shown if isinstance(element, ui.menu)]
        for element in (*self._closing, *(element for element in self._shown if element not in menus)):
            if not element.is_deleted:
                element.delete()
        self._closing = menus
        for menu in menus:
            menu.close()
