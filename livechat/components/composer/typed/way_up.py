"""The way from an empty field to the messages above it."""

import time
from collections.abc import Callable

LEAVING_SECONDS = 1.0  # in which keys may still come from the field that belong to the rows


class WayUp:
    """`go` puts the cursor on the messages."""

    def __init__(self, go: Callable[[], None]) -> None:
        self._go = go
        self._left_at = -LEAVING_SECONDS

    def leave(self) -> None:
        """Go there."""
        self._left_at = time.monotonic()
        self._go()

    def go_on(self) -> bool:
        """Whether the cursor is about to leave; then it goes on upward."""
        is_leaving = time.monotonic() - self._left_at < LEAVING_SECONDS
        if is_leaving:
            self._go()
        return is_leaving

    def typed(self) -> None:
        """The cursor is in the field after all."""
        self._left_at = -LEAVING_SECONDS
