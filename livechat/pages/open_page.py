"""One open page: who looks at it and how, and which shared screen it shows now."""

from collections.abc import Mapping
from typing import Protocol

from nicegui import Client, binding

from livechat.chat import Chat
from livechat.ids import UserId
from livechat.live.screens import Screens
from livechat.pages.overlay import Overlay
from livechat.records import Person
from livechat.services.viewer_state import DeviceState, ViewerState


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

    def moved_zone(self) -> None:
        """The person is shown times in another zone from now on; only while a socket is there."""
        ...

    def goes_to(self, path: str, query: Mapping[str, str]) -> bool:
        """Whether the address is a place within the screen; if so, the page is on its way there."""
        ...


class OpenPage:
    """A client of a signed-in person. It stays at one screen at a time."""

    zone = binding.BindableProperty(on_change=lambda self, _: self._move_zone())

    def __init__(self, client: Client, chat: Chat, screens: Screens, user_id: UserId, session_id: int = 0) -> None:
        self.client = client
        self.chat = chat
        self.screens = screens
        self.user_id = user_id
        self.session_id = session_id
        self.overlay = Overlay(chat, user_id)
        self._visit: ScreenVisit | None = None
        self.zone = self.state.zone
        binding.bind_from(self, "zone", self.state, "zone")
        client.on_delete(lambda: binding.remove([self]))
        client.on_connect(self._connected)
        client.on_disconnect(self._disconnected)
        client.on_delete(self.leave)

    @property
    def state(self) -> ViewerState:
        """The viewer's own. It is not kept here: it goes with its last binding."""
        return self.chat.viewer_states.for_person(self.user_id)

    @property
    def device(self) -> DeviceState:
        """That of the browser."""
        return self.chat.viewer_states.for_device(self.user_id, self.session_id)

    @property
    def person(self) -> Person:
        person: Person = self.state.person
        return person

    def enter(self, visit: ScreenVisit) -> None:
        """Leave what was shown and visit here now."""
        self.leave()
        self._visit = visit
        if self.client.has_socket_connection:
            visit.connected()

    def goes_to(self, path: str, query: Mapping[str, str]) -> bool:
        """Whether what is shown goes to that address by itself, so that nothing is built anew."""
        return self._visit is not None and self._visit.goes_to(path, query)

    def leave(self) -> None:
        """Go from where the page is, if it is anywhere."""
        visit, self._visit = self._visit, None
        if visit is not None:
            visit.left()

    def _connected(self) -> None:
        if self._visit is not None:
            self._visit.connected()

    def _move_zone(self) -> None:
        if self._visit is not None and self.client.has_socket_connection:
            self._visit.moved_zone()

    def _disconnected(self) -> None:
        # The old socket's end may arrive after the new one's beginning: then the page is still there.
        if self._visit is not None and not self.client.has_socket_connection:
            self._visit.disconnected()
