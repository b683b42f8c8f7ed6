"""The frame of all pages: the sidebar stays while screens are switched inside it."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from fastapi import Request
from nicegui import ui

from livechat.chat import Chat
from livechat.components.notices import unconnected_notice
from livechat.components.sidebar import Sidebar
from livechat.internals.clients.open_clients import give_id
from livechat.internals.sub_pages import SubPages, current_path, on_path_changed
from livechat.live.screens import Screens
from livechat.pages.gallery import gallery
from livechat.pages.lobby import lobby
from livechat.pages.not_found import failed, not_found
from livechat.pages.open_page import OpenPage
from livechat.pages.own_rooms_marks import mark_own_rooms
from livechat.pages.pointer_question import ask_pointer
from livechat.pages.profile import profile
from livechat.pages.reader_marks import ReaderMarks
from livechat.pages.room.page import room, room_at_message
from livechat.pages.search import search
from livechat.pages.storage_notice import StorageNotice

VIEWPORT = "width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"


def _costing(show: Callable[..., Any]) -> Callable[..., Any]:
    """The same, once its cost is paid."""

    @wraps(show)
    def show_paid(page: OpenPage, **values: Any) -> Any:
        page.chat.page_costs.show_screen(page.user_id)
        return show(page, **values)

    return show_paid


PAGES: dict[str, Callable[..., Any]] = {
    "/": _costing(lobby),
    "/profile": _costing(profile),
    "/rooms/{slug}": _costing(lambda page, slug, m="": room_at_message(page, slug, m) if m else room(page, slug)),
    "/search": _costing(search),
}
"""What is shown inside the frame, by path."""

DEVELOPMENT_PAGES: dict[str, Callable[..., Any]] = {"/dev/components": _costing(gallery)}


def install_pages(chat: Chat, screens: Screens) -> None:
    """Register the frame; its catch-all has to come after every other route."""

    @ui.page("/", viewport=VIEWPORT)
    @ui.page("/{_:path}", viewport=VIEWPORT)
    def shell_page(request: Request) -> None:
        give_id(ui.context.client, request.state.page_id)
        session = request.state.session
        app_shell(OpenPage(ui.context.client, chat, screens, session.user_id, session.id))


def pages_of(chat: Chat) -> dict[str, Callable[..., Any]]:
    """The screens that this server offers."""
    return PAGES | (DEVELOPMENT_PAGES if chat.settings.env == "development" else {})


def app_shell(page: OpenPage) -> None:
    """The notice, if there is one, the sidebar, and the screen that the path names."""
    ask_pointer(page)
    ReaderMarks(page.client, page.state)
    StorageNotice(page.client, page.state)
    sidebar = Sidebar(page.state)
    sidebar.show_path(current_path(page.client).partition("?")[0])
    on_path_changed(page.client, lambda path: sidebar.show_path(path.partition("?")[0]))
    PageOutlet(page)
    mark_own_rooms(page)
    unconnected_notice()


class PageOutlet(SubPages):
    """What the frame shows now."""

    def __init__(self, page: OpenPage) -> None:
        self._page = page
        super().__init__(pages_of(page.chat), data={"page": page})
        self.classes("screen")

    def goes_to(self, path: str, query: Mapping[str, str]) -> bool:
        return self._page.goes_to(path, query)

    def show_not_found(self) -> None:
        not_found(self._page)

    def show_failed(self, error: Exception) -> None:
        failed(self._page, error)
