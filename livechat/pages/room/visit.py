"""A page's stay at a room's screen and in its presence, from entering to leaving."""

from collections.abc import Callable, Mapping

from livechat.errors import ChatError
from livechat.live.room.navigation import Navigation
from livechat.live.room.viewer import GonePage, Viewer
from livechat.pages.open_page import OpenPage
from livechat.records import RoomInfo


class RoomVisit:
    """`screen` is the one that shows the room now: the one of before may have ended while nobody looked.

    `go` leads to the message whose id an address of the room names, and to the newest where it names none.
    """

    def __init__(self, page: OpenPage, room: RoomInfo, viewer: Viewer) -> None:
        self._page = page
        self._chat = page.chat
        self._room_id = room_id = room.id
        self._path = f"/rooms/{room.slug}"
        self.go: Callable[[str], None] = _nowhere
        self.viewer = viewer
        self.screen = page.screens.room(page.user_id, room_id)

    def moved_zone(self) -> None:
        """The same blocks stand in the other screen under the same names, so the place in them stays."""
        try:
            self._chat.page_costs.show_screen(self._page.user_id)
            screen = self._page.screens.room(self._page.user_id, self._room_id)
        except ChatError as error:
            self.viewer.page.failed(str(error))
            return
        self.screen.disconnect(self.viewer)
        self.screen = screen
        screen.connect(self.viewer)

    def connected(self) -> None:
        try:
            self.screen = self._page.screens.room(self._page.user_id, self._room_id)
        except ChatError as error:
            self.viewer.page.expelled(str(error))
            return
        self.viewer.page.changed()  # what happened meanwhile was told to nobody here
        self._chat.presence.join(self._page.user_id, self._room_id, self.viewer.key)
        self.screen.connect(self.viewer)

    def goes_to(self, path: str, query: Mapping[str, str]) -> bool:
        if path != self._path:
            return False
        self.go(query.get("m", ""))
        return True

    def step(self) -> Navigation:
        """The way through the history, for one step. Raises RateLimited."""
        self._chat.page_costs.move_in_history(self._page.user_id)
        return self.screen.navigation

    def said(self) -> None:
        """The viewer has written: who reads far above the newest messages comes to their own."""
        window = self.viewer.window
        if window is not None and not window.follows:
            self.screen.navigation.jump_to_newest(self.viewer)

    def disconnected(self) -> None:
        self.screen.disconnect(self.viewer)
        self._chat.presence.lose(self._page.user_id, self._room_id, self.viewer.key)

    def left(self) -> None:
        self.screen.leave(self.viewer)
        self.viewer.page = GonePage()
        self.go = _nowhere
        self._chat.typing.stop(self._page.user_id, self._room_id)
        self._chat.presence.leave(self._page.user_id, self._room_id, self.viewer.key)


def _nowhere(_message_id: str) -> None:
    """Before there is a way, and when the page has gone."""
