"""One open page: who looks at it, and which shared screen it shows now."""

from typing import Protocol

from nicegui import Client

from livechat.chat import Chat
from livechat.ids import UserId
from livechat.live.screens import Screens
from livechat.pages.overlay import Overlay
from livechat.records import Person


class ScreenVisit(Protocol):
    """Being at one shared screen, from entering to leaving."""

    def connected(self) -> None:
        """A socket is there, for the first time or again."""
        ...

    def disconnected(self) -> None:
        """The last socket is gone; it may come back."""
        ...

    def left(self) -> None:
        """The page shows something else, or is gone for good."""
        ...


class OpenPage:
    """A client of a signed-in person. It stays at one screen at a time."""

    def __init__(self, client: Client, chat: Chat, screens: Screens, user_id: UserId) -> None:
        self.client = client
        self.chat = chat
        self.screens = screens
        self.user_id = user_id
        self.overlay = Overlay(chat, user_id)
        self._visit: ScreenVisit | None = None
        client.on_connect(self._connected)
        client.on_disconnect(self._disconnected)
        client.on_delete(self.leave)

    @property
    def person(self) -> Person:
        person: Person = self.chat.viewer_states.for_person(self.user_id).person
        return person

    def enter(self, visit: ScreenVisit) -> None:
        """Leave what was shown and visit here now."""
        self.leave()
        self._visit = visit
        if self.client.has_socket_connection:
            visit.connected()

    def leave(self) -> None:
        """Go from where the page is, if it is anywhere."""
        visit, self._visit = self._visit, None
        if visit is not None:
            visit.left()

    def _connected(self) -> None:
        if self._visit is not None:
            self._visit.connected()

    def _disconnected(self) -> None:
        # The old socket's end may arrive after the new one's beginning: then the page is still there.
        if self._visit is not None and not self.client.has_socket_connection:
            self._visit.disconnected()
