"""The frame of all pages: the sidebar stays while screens are switched inside it."""

from collections.abc import Callable
from typing import Any

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from nicegui import ui

from livechat.chat import Chat
from livechat.components.sidebar import Sidebar
from livechat.internals.sub_pages import SubPages, current_path, on_path_changed
from livechat.live.screens import Screens
from livechat.pages.gallery import gallery
from livechat.pages.lobby import lobby
from livechat.pages.not_found import failed, not_found
from livechat.pages.open_page import OpenPage
from livechat.pages.profile import profile
from livechat.pages.room.page import room, room_at_message
from livechat.pages.search import search

VIEWPORT = "width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"

PAGES: dict[str, Callable[..., Any]] = {
    "/": lobby,
    "/profile": profile,
    "/rooms/{slug}": lambda page, slug, m="": room_at_message(page, slug, m) if m else room(page, slug),
    "/search": search,
}
"""What is shown inside the frame, by path."""

DEVELOPMENT_PAGES: dict[str, Callable[..., Any]] = {"/dev/components": gallery}


def install_pages(chat: Chat, screens: Screens) -> None:
    """Register the frame; its catch-all has to come after every other route."""

    @ui.page("/", viewport=VIEWPORT)
    @ui.page("/{_:path}", viewport=VIEWPORT)
    def shell_page(request: Request) -> Response | None:
        user_id = getattr(request.state, "person_id", None)
        if user_id is None:  # an address that strangers may ask for, and nothing is there
            return RedirectResponse("/login", 303)
        app_shell(OpenPage(ui.context.client, chat, screens, user_id))
        return None


def pages_of(chat: Chat) -> dict[str, Callable[..., Any]]:
    """The screens that this server offers."""
    return PAGES | (DEVELOPMENT_PAGES if chat.settings.env == "development" else {})


def app_shell(page: OpenPage) -> None:
    """Sidebar, and the screen that the path names."""
    sidebar = Sidebar(page.chat.viewer_states.for_person(page.user_id))
    sidebar.show_path(current_path(page.client).partition("?")[0])
    on_path_changed(page.client, lambda path: sidebar.show_path(path.partition("?")[0]))
    PageOutlet(page)


class PageOutlet(SubPages):
    """What the frame shows now."""

    def __init__(self, page: OpenPage) -> None:
        self._page = page
        super().__init__(pages_of(page.chat), data={"page": page})
        self.classes("screen")

    def show_not_found(self) -> None:
        not_found(self._page)

    def show_failed(self, error: Exception) -> None:
        failed(self._page, error)
