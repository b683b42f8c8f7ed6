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
        self._up: deque[Callable[[], None]] = deque()
        self._down: deque[str] = deque()
        self._characters = (chr(number) for number in count(FIRST_CHARACTER))

    # The person

    def type(self, length: int, place: int | None = None) -> None:
        """Type at the end or somewhere else."""
        place = len(self.value) if place is None else min(place, len(self.value))
        text = "".join(next(self._characters) for _ in range(length))
        self.value = self.value[:place] + text + self.value[place:]
        self.meant += text
        self._tell()

    def delete(self, start: int, length: int) -> None:
        gone = self.value[start : start + length]
        self.value = self.value[:start] + self.value[start + length :]
        self.meant = "".join(character for character in self.meant if character not in gone)
        self._tell()

    def press_enter(self) -> None:
        if self.meant:
            self.meant_messages.append(self.meant)
        self.meant = ""
        self._up.append(self._entered)

    # The line

    def carry_up(self) -> None:
        """The oldest event reaches the server."""
        if self._up:
            self._up.popleft()()

    def carry_down(self) -> None:
        """The oldest write reaches the browser."""
        if self._down:
            self.value = self._down.popleft()
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
        if self.ledger.text:
            self.sent.append(self.ledger.text)
            self.ledger.replace("")
            self._show()

    def _show(self) -> None:
        if self.ledger.is_dirty and not self.ledger.is_writing:
            self._down.append(self.ledger.write())
