"""What one page's viewer has read in a room: what stands before their eyes whenever they do something.

Nobody reads by merely being connected. A hidden tab, a window behind another and an empty chair send nothing of what
counts here, and what the browser says of the sentinels counts only just after it.
"""

import math
from contextlib import suppress

from nicegui.element import Element

from livechat.errors import ChatError
from livechat.ids import RoomId
from livechat.live.room.history.window import BLOCK_ROWS, block_of
from livechat.pages.open_page import OpenPage
from livechat.pages.room.new_messages_line import NewMessagesLine
from livechat.pages.room.visit import RoomVisit

ACTS = ("pointerdown", "keydown", "focusin", "wheel.passive")  # a finger that scrolls has come down before
ACT_EVERY_SECONDS = 1.0  # at most, of each kind
AWAY_AFTER_SECONDS = 60.0
ACT_COUNTS_SECONDS = 3.0  # for what comes into view by it


class PageReading:
    """From entering the room to leaving it. Entering by a click is an act, being reloaded is none."""

    def __init__(self, page: OpenPage, room_id: RoomId, visit: RoomVisit) -> None:
        self._clock = page.chat.clock
        self._verbs = page.chat.reading
        self._user_id, self._room_id = page.user_id, room_id
        self._visit = visit
        self._acted_at = self._clock.monotonic() if page.client.has_socket_connection else -math.inf
        self._entered_at = self._clock.monotonic()
        self._end_in_view = False
        self._seen = -1  # the position at the end of the last block that was seen to its end
        self._is_over = False
        self._line: NewMessagesLine | None = None
        self.first_unread = self._find_first_unread()  # where the line "New messages" stands

    def show_in(self, place: Element) -> None:
        """Hear what the viewer does in this element, and show there where the new messages begin."""
        for event in ACTS:
            place.on(event, self.act, args=[], throttle=ACT_EVERY_SECONDS)
        self._line = NewMessagesLine(place)
        self._line.show(self.first_unread)

    def act(self) -> None:
        """The viewer does something here. Who comes back to the page finds the line where they stopped."""
        before, self._acted_at = self._acted_at, self._clock.monotonic()
        if self._acted_at - max(before, self._entered_at) >= AWAY_AFTER_SECONDS:
            self._move_line()
        self._read()

    def see_end(self, in_view: bool) -> None:
        """The end of what is shown came into view or went out of it; also where nobody did anything."""
        self._end_in_view = in_view
        self._read_by_act()

    def see_block(self, number: int) -> None:
        """The end of a block came into view."""
        self._seen = max(self._seen, (number + 1) * BLOCK_ROWS - 1)
        self._read_by_act()

    @property
    def next_block(self) -> int | None:
        """The block whose end has to be seen next; None where the end of all is what counts.

        In a room of hundreds most stand at its end, with much unread when they do nothing: nothing is watched for them.
        """
        window, first = self._visit.viewer.window, self._find_first_unread()
        if window is None or first is None or self._end_in_view:
            return None
        number = block_of(first)
        return number if number in window.blocks and number < window.last else None

    def mark_unread(self, position: int) -> None:
        """From this message on all is unread, and stays so until the viewer enters again. Raises ChatError."""
        self._verbs.mark_unread(self._user_id, self._room_id, position)
        self._is_over = True
        self.first_unread = position
        if self._line is not None:
            self._line.show(position)

    def _move_line(self) -> None:
        first = self._find_first_unread()
        if first is not None and not self._is_over and self._line is not None:
            self.first_unread = first
            self._line.show(first)

    def _read_by_act(self) -> None:
        if self._clock.monotonic() - self._acted_at <= ACT_COUNTS_SECONDS:
            self._read()

    def _read(self) -> None:
        window = self._visit.viewer.window
        if self._is_over or window is None:
            return
        at_end = self._end_in_view and window.follows
        position = self._visit.screen.history.last_position if at_end else self._seen
        if position >= 0:
            with suppress(ChatError):  # who is no member reads along, and nothing is kept of it
                self._verbs.read(self._user_id, self._room_id, position)

    def _find_first_unread(self) -> int | None:
        try:
            return self._verbs.first_unread(self._user_id, self._room_id)
        except ChatError:
            return None
