"""The frame of all pages: the sidebar stays while screens are switched inside it."""

from collections.abc import Callable
from typing import Any

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from nicegui import ui

from livechat.chat import Chat
from livechat.components.sidebar import Sidebar
from livechat.live.screens import Screens
from livechat.pages.gallery import gallery
from livechat.pages.lobby import lobby
from livechat.pages.not_found import failed, not_here
from livechat.pages.open_page import Visit
from livechat.pages.profile import profile
from livechat.pages.room.page import room, room_at_message
from livechat.pages.search import search

VIEWPORT = "width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"

SCREENS: dict[str, Callable[..., Any]] = {
    "/": lobby,
    "/profile": profile,
    "/rooms/{slug}": lambda visit, slug, m="": room_at_message(visit, slug, m) if m else room(visit, slug),
    "/search": search,
}
"""What is shown inside the frame, by path."""

DEVELOPMENT_SCREENS: dict[str, Callable[..., Any]] = {"/dev/components": gallery}


def install_pages(chat: Chat, screens: Screens) -> None:
    """Register the frame; its catch-all has to come after every other route."""

    @ui.page("/", viewport=VIEWPORT)
    @ui.page("/{_:path}", viewport=VIEWPORT)
    def frame_page(request: Request) -> Response | None:
        user_id = getattr(request.state, "person_id", None)
        if user_id is None:  # an address that strangers may ask for, and nothing is there
            return RedirectResponse("/login", 303)
        frame(Visit(ui.context.client, chat, screens, user_id))
        return None


def screens_of(chat: Chat) -> dict[str, Callable[..., Any]]:
    """The screens that this server offers."""
    return SCREENS | (DEVELOPMENT_SCREENS if chat.settings.env == "development" else {})


def frame(visit: Visit) -> None:
    """Sidebar, and the screen that the path names."""
    router = visit.client.sub_pages_router
    sidebar = Sidebar(visit.chat.desks.of(visit.user_id))
    sidebar.show_path(router.current_path.partition("?")[0])
    router.on_path_changed(lambda path: sidebar.show_path(path.partition("?")[0]))
    Screen(visit)


class Screen(ui.sub_pages):
    """What the frame shows now."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        super().__init__(screens_of(visit.chat), data={"visit": visit})
        self.classes("screen")

    def _render_404(self) -> None:
        not_here(self._visit)

    def _render_error(self, error: Exception) -> None:
        failed(self._visit, error)
