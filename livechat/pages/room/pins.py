"""Pinned messages on one page of a room: the panel, which follows what happens while it is open."""

from nicegui import background_tasks
from nicegui.element import Element

from livechat.components.notices import notify
from livechat.components.room.pins import PinsPanel
from livechat.errors import ChatError, RateLimited
from livechat.ids import MessageId
from livechat.pages.open_page import OpenPage
from livechat.records import RoomInfo


class RoomPins:
    """What is offered is what one may do now; each verb asks again."""

    def __init__(self, page: OpenPage, room: RoomInfo) -> None:
        self._page = page
        self._pins = page.chat.pins
        self._room = room
        self._panel: PinsPanel | None = None
        self._is_reading = False
        self._is_outdated = False

    async def open(self) -> None:
        """Show what is pinned, or say why not."""
        try:
            pinned = await self._pins.list_pinned(self._page.user_id, self._room.id)
        except ChatError as error:
            notify(str(error))
            return
        with self._page.client.content:
            self._page.overlay.show(self._make_panel)
        if self._panel is not None and self._is_open:
            self._panel.show(pinned)

    def changed(self) -> None:
        """Something may be pinned that was not, or otherwise."""
        self._is_outdated = self._is_open
        if self._is_outdated and not self._is_reading:
            background_tasks.create(self._follow(), name=f"pinned messages of room {self._room.id}")

    async def set_pinned(self, message_id: MessageId, *, is_pinned: bool) -> None:
        """Pin a message, or unpin it. Raises ChatError."""
        act = self._pins.pin if is_pinned else self._pins.unpin
        await act(self._page.user_id, self._room.id, message_id)

    @property
    def _is_open(self) -> bool:
        return self._panel is not None and not self._panel.is_deleted

    def _make_panel(self) -> Element:
        chat, user_id = self._page.chat, self._page.user_id
        may_unpin = chat.rooms.get_permissions(user_id, self._room.id).may_edit
        self._panel = PinsPanel(self._room.slug, self._page.zone, self._unpin if may_unpin else None)
        return self._panel

    async def _unpin(self, message_id: MessageId) -> None:
        try:
            await self.set_pinned(message_id, is_pinned=False)
        except ChatError as error:
            notify(str(error))

    async def _follow(self) -> None:
        """One reading at a time, and one more for all that happened meanwhile."""
        self._is_reading = True
        try:
            while self._is_outdated and self._is_open:
                self._is_outdated = False
                await self._read()
        finally:
            self._is_reading = False

    async def _read(self) -> None:
        try:
            pinned = await self._pins.list_pinned(self._page.user_id, self._room.id)
        except RateLimited as error:
            await self._page.chat.clock.sleep(error.retry_after_ms / 1_000)
            self._is_outdated = True
        except ChatError:
            self._page.overlay.close()  # one may not read here any more, which the page says itself
        else:
            if self._panel is not None and self._is_open:
                self._panel.show(pinned)
