"""Tells others that somebody types, and no more often than they need."""

import time
from collections.abc import Callable

TOUCH_EVERY_SECONDS = 1.0


class TypingNotice:
    """`touch` tells them that somebody types, `stop_typing` that nobody does any more."""

    def __init__(self, touch: Callable[[], None], stop_typing: Callable[[], None]) -> None:
        self._touch, self._stop_typing = touch, stop_typing
        self._touched_at = 0.0

    def typed(self, text: str) -> None:
        """The draft is this now. Raises ChatError."""
        if not text:
            self._touched_at = 0.0
            self._stop_typing()
        elif time.monotonic() - self._touched_at >= TOUCH_EVERY_SECONDS:
            self._touched_at = time.monotonic()
            self._touch()

    def sent(self) -> None:
        """A message says it as well: the next key is told at once."""
        self._touched_at = 0.0
