"""One page in one room: the viewer's own elements around the shared screen."""

from nicegui import ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from livechat.components.commands import ROOM_ELEMENT_ID, OpenMessageMenu, TogglePeople, command_in
from livechat.components.composer.composer import Composer
from livechat.components.notices import notify
from livechat.components.room.menu import RoomMenu
from livechat.components.style_rule import StyleRule, highlighted, own_messages
from livechat.errors import ChatError
from livechat.internals.shared_children import SharedChildren
from livechat.live.room.viewer import Viewer
from livechat.pages.open_page import OpenPage
from livechat.pages.room.actions import RoomActions
from livechat.pages.room.feed import RoomFeed
from livechat.pages.room.message_menu import MessageMenu
from livechat.records import PostedMessage, RoomInfo, SavedDraft


class RoomView:
    """A viewer's place in a room (see `livechat.live.room.viewer.Place`) and its stay there."""

    def __init__(self, page: OpenPage, room: RoomInfo, target: PostedMessage | None) -> None:
        self._page = page
        self._chat = page.chat
        self._room_id, self._slug = room.id, room.slug
        self._screen = page.screens.room(page.user_id, room.id)
        position = target.position if target else None
        self._viewer = Viewer(page.client, page.user_id, self._screen, self, target=position)
        chrome = self._screen.chrome
        with SharedChildren(
            "div", before=(chrome.header_id,), after=(chrome.typing_id, chrome.people_id)
        ) as self._main:
            self._menu = RoomMenu(RoomActions(page, room.id).items)
            self._feed = RoomFeed(f"f{room.id}", on_mounted=self._viewer.mounted if target else None)
            self._show_own_marks(target)
        self._main.classes("room").props(f"id={ROOM_ELEMENT_ID}").on("command", self._on_command, args=["command"])
        self._below: Element | None = None
        self._show_below()
        self._show_title()

    def _show_own_marks(self, target: PostedMessage | None) -> None:
        rules = [own_messages(self._page.user_id)]
        StyleRule().show(rules if target is None else [*rules, highlighted(target.id)])

    def _show_title(self) -> None:
        ui.page_title(f"{self._chat.rooms.get(self._page.user_id, self._room_id).name} · livechat")

    def _show_below(self) -> None:
        """The composer for members, "Join" for readers."""
        self._is_member = self._chat.rooms.get_permissions(self._page.user_id, self._room_id).is_member
        if self._below is not None:
            self._below.delete()
        with self._main:
            self._below = self._composer() if self._is_member else self._join_bar()
        self._below.classes("room-below")

    def _join_bar(self) -> Element:
        with Element("div").classes("join-bar") as bar:
            ui.label("You are reading along. Join to write here.")
            ui.button("Join", color=None, on_click=self._on_join).props("unelevated no-caps").classes("button")
        return bar

    def _composer(self) -> Composer:
        chat, user_id, room_id = self._chat, self._page.user_id, self._room_id

        async def send(text: str, client_message_id: str) -> None:
            await chat.messages.post(user_id, room_id, text, client_message_id)

        return Composer(
            chat.drafts.get(user_id, room_id),
            save=lambda text, key: chat.drafts.put(user_id, room_id, SavedDraft(text, key)),
            send=send,
            touch=lambda: chat.typing.touch(user_id, room_id),
            stop_typing=lambda: chat.typing.stop(user_id, room_id),
        )

    async def _on_join(self) -> None:
        try:
            await self._chat.memberships.join(self._page.user_id, self._room_id)
        except ChatError as error:
            notify(str(error))

    def _on_command(self, event: GenericEventArguments) -> None:
        match command_in(event.args):
            case TogglePeople():
                self._main.classes(toggle="people-hidden")
            case OpenMessageMenu(id=message_id):
                with self._main:
                    MessageMenu(self._page, self._slug, message_id)

    # ScreenVisit

    def connected(self) -> None:
        try:  # the screen of before may have ended while nobody looked
            self._screen = self._viewer.screen = self._page.screens.room(self._page.user_id, self._room_id)
        except ChatError as error:
            self.expelled(str(error))
            return
        self._screen.viewers.add(self._viewer)
        self._chat.presence.join(self._page.user_id, self._room_id, self._viewer.key)
        self._viewer.connected()

    def disconnected(self) -> None:
        self._viewer.close()
        self._screen.remove(self._viewer)
        self._chat.presence.lose(self._page.user_id, self._room_id, self._viewer.key)

    def left(self) -> None:
        self._viewer.leave()
        self._screen.remove(self._viewer)
        self._chat.typing.stop(self._page.user_id, self._room_id)
        self._chat.presence.leave(self._page.user_id, self._room_id, self._viewer.key)

    # Place

    def moved(self) -> None:
        self._feed.show(self._viewer)

    def changed(self) -> None:
        with self._page.client.content:
            self._show_title()
        is_member = self._chat.rooms.get_permissions(self._page.user_id, self._room_id).is_member
        if is_member != self._is_member:
            self._show_below()
            self._menu.offer()

    def expelled(self, sentence: str) -> None:
        with self._page.client.content:
            notify(sentence)
            ui.navigate.to("/")

    def failed(self, sentence: str) -> None:
        with self._page.client.content:
            notify(sentence)
