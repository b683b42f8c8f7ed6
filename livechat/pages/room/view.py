"""One page in one room: the viewer's own elements around the shared screen."""

from dataclasses import replace
from functools import partial
from weakref import ref

from nicegui import ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from livechat.components.commands import ROOM_ELEMENT_ID, OfMessage, TogglePeople, ToggleReaction, command_in
from livechat.components.composer.completing.emoji_names import EmojiNames
from livechat.components.composer.composer import Composer
from livechat.components.message.writing_sheet import WritingSheet
from livechat.components.notices import notify
from livechat.components.room.menu import RoomMenu
from livechat.errors import ChatError
from livechat.i18n.text import gettext as _
from livechat.internals.shared_children import SharedChildren
from livechat.live.room.viewer import Viewer
from livechat.pages.open_page import OpenPage
from livechat.pages.room.actions import RoomActions
from livechat.pages.room.feed import RoomFeed
from livechat.pages.room.linked_row import LinkedRow
from livechat.pages.room.messages.actions import MessageActions
from livechat.pages.room.messages.row_focus import RowFocus
from livechat.pages.room.page_reading import PageReading
from livechat.pages.room.pins import RoomPins
from livechat.pages.room.visit import RoomVisit
from livechat.pages.room.way import RoomWay
from livechat.pages.room.writing import composer_room
from livechat.preferences.choices import Landing
from livechat.records import PostedMessage, RoomInfo

READER = "reading-along"  # the class of a room's page whose viewer is no member


class RoomView:
    """What a viewer sees of a room that is their own (see `livechat.live.room.viewer.ViewerPage`)."""

    def __init__(self, page: OpenPage, room: RoomInfo, target: PostedMessage | None) -> None:
        self._page = page
        self._chat = page.chat
        self._room_id = room.id
        self._target = target
        self._pins = RoomPins(page, room)
        viewer = Viewer(page.client, page.user_id, self)
        self.visit = RoomVisit(page, room, viewer)
        self._reading = PageReading(page, room.id, self.visit)
        viewer.target = self._landing()
        screen = self.visit.screen
        before, after = (screen.chrome.header_box_id,), (screen.typing.box_id, screen.chrome.people_box_id)
        with SharedChildren("div", before=before, after=after) as self._main:
            self._menu = RoomMenu(RoomActions(page, room, self._pins).items, page.overlay.show)
            self._feed = RoomFeed(self.visit, self._reading)
        self._reading.show_in(self._main)
        linked = LinkedRow(self._main)
        linked.show(target.id if target else None)
        self.visit.go = RoomWay(page, room.id, self.visit, linked).follow
        self._rows = RowFocus(self._feed.scroller, self.visit)
        self._feed.scroller.on("keydown.esc.exact", self._leave_rows, [])
        self._messages = MessageActions(page, room, self.visit, self._main, pins=self._pins, reading=self._reading)
        self._main.classes("room").props(f"id={ROOM_ELEMENT_ID}").on("command", self._on_command, args=["command"])
        self._below: Element | None = None
        self._composer: Composer | None = None  # of members
        self._show_below()
        self._show_title()

    def _landing(self) -> int | None:
        """The position to scroll to; None for the newest."""
        if self._target is not None:
            return self._target.position
        return self._reading.first_unread if self._page.state.preferences.landing is Landing.UNREAD else None

    def _show_title(self) -> None:
        title = f"{self._chat.rooms.get(self._page.user_id, self._room_id).name} · livechat"
        if title != self._page.client.title:
            ui.page_title(title)

    def _show_below(self) -> None:
        """The composer for members, "Join" for readers."""
        self._is_member = self._chat.rooms.get_permissions(self._page.user_id, self._room_id).is_member
        self._main.classes(remove=READER) if self._is_member else self._main.classes(add=READER)
        if self._below is not None:
            self._below.delete()
        with self._main:
            self._composer = self._make_composer() if self._is_member else None
            self._below = self._composer or self._join_bar()
        self._below.classes("room-below")

    def _join_bar(self) -> Element:
        with Element("div").classes("join-bar") as bar:
            ui.label(_("You are reading along. Join to write here."))
            ui.button(_("Join"), color=None, on_click=self._on_join).props("unelevated no-caps").classes("button")
        return bar

    def _make_composer(self) -> Composer:
        room = composer_room(self._chat, self._page.user_id, self._room_id)
        room = replace(room, sent=partial(_come_along, ref(self.visit)))
        return Composer(
            room,
            explain=self._explain,
            go_to_rows=self._rows.enter,
            device=self._page.device,
            completing=[EmojiNames(self._page.state.preferences.skin_tone)],
        )

    def _leave_rows(self) -> None:
        if self._composer is not None:
            self._composer.focus()

    def _explain(self) -> None:
        with self._main:
            self._page.overlay.show(WritingSheet)

    async def _on_join(self) -> None:
        try:
            await self._chat.memberships.join(self._page.user_id, self._room_id)
        except ChatError as error:
            notify(str(error))

    async def _on_command(self, event: GenericEventArguments) -> None:
        command = command_in(event.args)
        if isinstance(command, TogglePeople):
            self._main.classes(toggle="people-hidden")
        elif isinstance(command, OfMessage | ToggleReaction):
            await self._messages.hear(command, self._composer)

    # What the shared screen tells

    def moved(self) -> None:
        if (window := self.visit.viewer.window) is not None:
            self._feed.show(window)

    def arrived(self) -> None:
        self._feed.count_news()

    def changed(self) -> None:
        with self._page.client.content:
            self._show_title()
        is_member = self._chat.rooms.get_permissions(self._page.user_id, self._room_id).is_member
        if is_member != self._is_member:
            self._show_below()
        elif self._composer is not None:
            self._composer.look_again()
        self._menu.offer()

    def pins_changed(self) -> None:
        self._pins.changed()

    def message_changed(self, message: PostedMessage) -> None:
        self._pins.changed()
        if self._composer is not None:
            self._composer.message_changed(message)

    def expelled(self, sentence: str) -> None:
        with self._page.client.content:
            notify(sentence)
            ui.navigate.to("/")

    def failed(self, sentence: str) -> None:
        with self._page.client.content:
            notify(sentence)


def _come_along(visit: ref[RoomVisit]) -> None:
    """What is on its way may outlive its page."""
    if (here := visit()) is not None:
        here.said()
