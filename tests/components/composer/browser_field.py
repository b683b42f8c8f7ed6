"""Somebody at a browser's field and the ledger at the server: keys and writes cross on the way, each way in order."""

from collections import deque
from collections.abc import Callable
from itertools import count

from livechat.components.composer.ledger.draft_ledger import DraftLedger

FIRST_CHARACTER = 0x4E00


class BrowserField:
    """Every character typed is a different one, so that each can be followed."""

    def __init__(self) -> None:
        self.ledger = DraftLedger("")
        self.value = ""
        self.meant = ""  # typed since the last Enter and not deleted, in the order of typing
        self.meant_messages: list[str] = []
        self.sent: list[str] = []
        self.changes = False  # the last message, as the person sees it
        self._changes_there = False  # and as the server does
        self._caret: int | None = None  # None at the end
        self._up: deque[Callable[[], None]] = deque()
        self._down: deque[str] = deque()
        self._characters = (chr(number) for number in count(FIRST_CHARACTER))

    # The person

    def type(self, length: int, place: int | None = None) -> None:
        """Type at the end or somewhere else."""
        place = self._caret if place is None else place
        place = len(self.value) if place is None else min(place, len(self.value))
        text = "".join(next(self._characters) for _ in range(length))
        self.value = self.value[:place] + text + self.value[place:]
        self._caret = None if self._caret is None else place + length
        self.meant += text
        self._tell()

    def delete(self, start: int, length: int) -> None:
        gone = self.value[start : start + length]
        self.value = self.value[:start] + self.value[start + length :]
        self.meant = "".join(character for character in self.meant if character not in gone)
        self._tell()

    def press_enter(self) -> None:
        if self.changes:
            self._press_enter_in_change()
        elif self.meant:
            self.meant_messages.append(self.meant)
            self.meant = ""
        self._up.append(self._entered)

    def _press_enter_in_change(self) -> None:
        if self.meant:
            self.meant_messages[-1] = self.meant
            self.changes, self.meant = False, ""

    def press_up(self) -> None:
        """In an empty field: change the last message. In what the screen still shows of it, the caret moves as well."""
        if not self.changes and not self.meant and self.meant_messages:
            self.changes, self.meant = True, self.meant_messages[-1]
            self._caret = 0
            self._up.append(self._upped)

    def press_escape(self) -> None:
        """Leave the message as it is."""
        if self.changes:
            self.changes, self.meant = False, ""
            self._up.append(self._escaped)

    # The line

    def carry_up(self) -> None:
        """The oldest event reaches the server."""
        if self._up:
            self._up.popleft()()

    def carry_down(self) -> None:
        """The oldest write reaches the browser."""
        if self._down:
            self.value, self._caret = self._down.popleft(), None
            self._up.append(self.ledger.acknowledged)

    def rest(self) -> None:
        """Nobody types for a while: everything arrives, and what was written over is shown again."""
        while self._up or self._down or self.ledger.is_dirty:
            while self._up:
                self.carry_up()
            self._show()
            self.carry_down()

    # The server

    def _tell(self) -> None:
        value = self.value
        self._up.append(lambda: self.ledger.typed(value))

    def _entered(self) -> None:
        text = self.ledger.text
        if text and self._changes_there:
            self.sent[-1] = text
        elif text:
            self.sent.append(text)
        if text:
            self._changes_there = False
            self.ledger.replace("")
            self._show()

    def _upped(self) -> None:
        assert not self.ledger.text
        self._changes_there = True
        self.ledger.replace(self.sent[-1])
        self._show()

    def _escaped(self) -> None:
        self._changes_there = False
        self.ledger.replace("")
        self._show()

    def _show(self) -> None:
        if self.ledger.is_dirty and not self.ledger.is_writing:
            self._down.append(self.ledger.write())
