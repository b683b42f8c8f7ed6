"""The scroller of a room: the shared feed, and the viewer's own sentinels that load more at its ends."""

from nicegui import ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from livechat.components.notices import notify
from livechat.errors import ChatError
from livechat.i18n.text import gettext as _
from livechat.i18n.text import ngettext
from livechat.internals.shared_children import SharedChildren
from livechat.live.room.history.blocks import anchor_of
from livechat.live.room.history.window import Window
from livechat.pages.room.page_reading import PageReading
from livechat.pages.room.visit import RoomVisit


class RoomFeed:
    """Column-reverse: it sticks to the newest row, and keeps its place when rows come above."""

    def __init__(self, visit: RoomVisit, reading: PageReading) -> None:
        self._visit = visit
        self._reading = reading
        self._window: Window | None = None
        self._older: Element | None = None
        self._newer: Element | None = None
        self._read: Element | None = None  # made while there is an unread block whose end has to be seen
        self._watched: int | None = None  # which one that is
        with Element("div").classes("scroller").props("tabindex=0") as self.scroller:
            self._history = SharedChildren("div", after=(visit.screen.frames.feed_id,)).classes("history")
        if visit.viewer.target is not None:
            self._history.on("vnodeMounted", self._on_mounted, args=[])
        self._jump: ui.button | None = None  # made when somebody leaves the end
        self._left_at: int | None = None  # the newest position when they left it

    def show(self, window: Window) -> None:
        """Follow the viewer's window."""
        before, self._window = self._window, window
        self._offer_jump(not (window.follows and window.at_end))
        if before is None or (before.blocks, before.follows) != (window.blocks, window.follows):
            self._renew_sentinels(before, window)
        self.watch()

    def watch(self) -> None:
        """Have a sentinel at the end of the block that is read next."""
        number = self._reading.next_block
        if number == self._watched:
            return
        self._watched = number
        _delete(self._read)
        with self._history:
            self._read = None if number is None else _sentinel("read").on("visibility", self._on_read)
        if self._read is not None and number is not None:
            self._read.style["position-anchor"] = anchor_of(number)

    def _offer_jump(self, is_away: bool) -> None:
        if is_away and self._jump is None and (slot := self.scroller.parent_slot) is not None:
            with slot:
                self._jump = ui.button(_("Jump to newest"), color=None, icon="arrow_downward", on_click=self._on_jump)
            self._jump.props["aria-label"] = _("Jump to newest")
            self._jump.classes("jump").props("unelevated no-caps dense")
        if self._jump is not None:
            self._jump.set_visibility(is_away)
        if not is_away:
            self._left_at = None
        elif self._left_at is None:
            self._left_at = self._visit.screen.history.last_position
            self.count_news()

    def count_news(self) -> None:
        """Say on the button how many messages came since one left the end; its name stays."""
        if self._jump is None or self._left_at is None:
            return
        count = self._visit.screen.history.last_position - self._left_at
        self._jump.props["data-news"] = str(count) if count else None
        self._jump.props["aria-description"] = ngettext("1 new message", "{n} new messages", count) if count else None

    def _renew_sentinels(self, before: Window | None, window: Window) -> None:
        """A sentinel speaks of changes only, and not of all, so each load puts new ones there.

        When a new block began for who follows, nothing was loaded: then all pages would do so at the same moment.
        """
        follows_on = before is not None and before.follows and window.follows and before.start <= window.start
        if before is None or not follows_on or before.has_older != window.has_older:
            _delete(self._older)
            with self._history:
                self._older = _sentinel("older").on("visibility", self._on_top) if window.has_older else None
        if not follows_on:
            _delete(self._newer)
            self._reading.see_end(False)
            with self._history:
                self._newer = _sentinel("end" if window.follows else "newer").on("visibility", self._on_bottom)

    def _on_mounted(self) -> None:
        self._visit.screen.mount(self._visit.viewer)

    async def _on_top(self, event: GenericEventArguments) -> None:
        if event.args is True:
            try:
                await self._visit.step().show_older(self._visit.viewer)
            except ChatError as error:
                notify(str(error))

    async def _on_bottom(self, event: GenericEventArguments) -> None:
        window = self._window
        self._visit.screen.navigation.end_in_view(self._visit.viewer, event.args is True)
        if window is not None and window.follows:
            self._reading.see_end(event.args is True)
            self.watch()
        elif event.args is True and window is not None:
            await self._load_newer()

    def _on_read(self, event: GenericEventArguments) -> None:
        if event.args is True and self._watched is not None:
            self._reading.see_block(self._watched)
            self.watch()

    async def _load_newer(self) -> None:
        # At its very end the scroller would stick to it and skip what comes.
        self.scroller.run_method("scrollBy", 0, -1)
        try:
            await self._visit.step().show_newer(self._visit.viewer)
        except ChatError as error:
            notify(str(error))

    def _on_jump(self) -> None:
        try:
            self._visit.step().jump_to_newest(self._visit.viewer)
        except ChatError as error:
            notify(str(error))


def _delete(sentinel: Element | None) -> None:
    if sentinel is not None:
        sentinel.delete()


def _sentinel(end: str) -> Element:
    return Element("q-intersection").classes(f"sentinel sentinel-{end}").props("aria-hidden=true")
