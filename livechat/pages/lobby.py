"""The lobby: every room one may see, and the way to a new one."""

from collections.abc import Mapping

from nicegui import binding, ui
from nicegui.events import GenericEventArguments

from livechat.components.commands import LOBBY_ELEMENT_ID, JoinRoom, MakeRoom, ShowMoreRooms, command_in
from livechat.components.notices import notify
from livechat.components.page_title import page_title
from livechat.components.room.form import RoomForm
from livechat.components.style_rule import StyleRule, joined_rooms
from livechat.errors import ChatError
from livechat.i18n.text import gettext as _
from livechat.ids import RoomId
from livechat.internals.shared_children import SharedChildren
from livechat.live.lobby.cards import CARDS_ID, EMPTY_ID, MORE_ID
from livechat.live.lobby.viewer import LobbyViewer
from livechat.pages.open_page import OpenPage
from livechat.services.viewer_state import ViewerState


def lobby(page: OpenPage) -> None:
    """Cards of all rooms, shared; "New room" and joining are the viewer's own."""
    ui.page_title("livechat")
    with ui.element("div").classes("lobby").props(f"id={LOBBY_ELEMENT_ID}") as main:
        with ui.element("div").classes("lobby-head"):
            ui.element("div").classes("page-title").props["innerHTML"] = str(page_title(_("Rooms")))
            ui.button(_("New room"), color=None, on_click=lambda: _new_room(page)).props("unelevated no-caps").classes(
                "button"
            )
        SharedChildren("div", after=(EMPTY_ID, CARDS_ID, MORE_ID))
        OwnRooms(page.state)
    visit = LobbyVisit(page)
    main.on("command", lambda event: _on_command(page, visit, event), args=["command"])
    page.enter(visit)


class OwnRooms(StyleRule):
    """Follows the viewer's state: a room one is in has no "Join"."""

    rooms = binding.BindableProperty(on_change=lambda rule, rooms: rule.show([joined_rooms(r.id for r in rooms)]))

    def __init__(self, state: ViewerState) -> None:
        super().__init__()
        self.rooms = state.rooms
        self.show([joined_rooms(room.id for room in state.rooms)])
        binding.bind_from(self, "rooms", state, "rooms")


class LobbyVisit:
    """A page at the lobby's screen."""

    def __init__(self, page: OpenPage) -> None:
        self._page = page
        self._screen = page.screens.lobby
        self._viewer = LobbyViewer(page.client, page.user_id, page.zone)

    def connected(self) -> None:
        self._viewer.zone = self._page.zone
        self._screen.connect(self._viewer)

    def moved_zone(self) -> None:
        self._screen.move_to_zone(self._viewer, self._page.zone)

    def goes_to(self, path: str, query: Mapping[str, str]) -> bool:
        return False

    def disconnected(self) -> None:
        self._screen.disconnect(self._viewer)

    def left(self) -> None:
        self._screen.leave(self._viewer)

    def show_more(self) -> None:
        self._screen.show_more(self._viewer)


def _new_room(page: OpenPage) -> None:
    async def save(name: str, description: str, is_private: bool) -> None:
        room = await page.chat.rooms.create(page.user_id, name=name, description=description, is_private=is_private)
        ui.navigate.to(f"/rooms/{room.slug}")

    with page.client.content:
        page.overlay.show(lambda: RoomForm(_("New room"), _("Create room"), save))


async def _on_command(page: OpenPage, visit: LobbyVisit, event: GenericEventArguments) -> None:
    match command_in(event.args):
        case MakeRoom():
            _new_room(page)
        case ShowMoreRooms():
            visit.show_more()
        case JoinRoom(id=room_id):
            await _join(page, room_id)


async def _join(page: OpenPage, room_id: RoomId) -> None:
    try:
        await page.chat.memberships.join(page.user_id, room_id)
    except ChatError as error:
        notify(str(error))
