"""Going through the messages by the keyboard: Up and Down put the focus on a row, Tab leads to what it offers."""

import time

from nicegui.element import Element

from livechat.live.room.history.window import BLOCK_ROWS
from livechat.pages.room.visit import RoomVisit

ENTERING_SECONDS = 1.0  # in which keys may still come from where the focus was before
UP, DOWN = "keydown.up.exact.prevent", "keydown.down.exact.prevent"


class RowFocus:
    """Which row has the focus, as far as it was put there from here."""

    def __init__(self, scroller: Element, visit: RoomVisit) -> None:
        self._visit = visit
        self._position: int | None = None
        self._entered_at = -ENTERING_SECONDS
        scroller.on(UP, lambda: self._move(-1), []).on(DOWN, lambda: self._move(1), [])

    def enter(self) -> None:
        """Go to the newest row that is shown; again at once, and so to the one above."""
        now = time.monotonic()
        if now - self._entered_at >= ENTERING_SECONDS:
            self._position = None
        self._entered_at = now
        self._move(-1)

    def _move(self, step: int) -> None:
        shown = self._shown
        if not shown:
            return
        position = shown.stop if self._position is None else self._position
        self._position = min(max(position + step, shown.start), shown.stop - 1)
        self._visit.screen.navigation.focus(self._visit.viewer, self._position)

    @property
    def _shown(self) -> range:
        """The positions that the browser has."""
        window = self._visit.viewer.window
        if window is None:
            return range(0)
        return range(
            window.start * BLOCK_ROWS, min(window.stop * BLOCK_ROWS, self._visit.screen.history.last_position + 1)
        )
