"""What is typed before the page's socket is there arrives together, and in any order.

NiceGUI has each event ask for itself, every 10 ms, whether it may go (docs/upstream.md). So a key may be overtaken by
those after it, and a text by the Enter that sends it; a browser that is busy leaves gaps between them.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable

from nicegui import background_tasks

OPENING_SECONDS = 2.0  # a burst begins as long after the socket has opened as the line takes
QUIET_SECONDS = 0.05  # after an answer of the browser: then nothing of the burst waits there any more
LONGEST_SECONDS = 0.3  # who types straight on is not of it: an Enter is soon one among the keys again

Ask = Callable[[], Awaitable[str | None]]
"""Asks the browser for the field's value. None when it has no such field; raises TimeoutError."""

OnOver = Callable[[list[str], bool], None]
"""Takes the value that the field has, or all that it may have; and whether Enter was pressed."""


class OpeningBurst:
    """Gathers what a field says in its first moments, and tells it when they are over."""

    def __init__(self, ask: Ask, on_over: OnOver) -> None:
        self._ask, self._on_over = ask, on_over
        self._possible_until = 0.0
        self._values: list[str] = []
        self._enters = 0
        self._gathering: asyncio.Task[None] | None = None

    @property
    def is_gathering(self) -> bool:
        """Whether something was heard whose order nobody knows."""
        return self._gathering is not None

    def open(self) -> None:
        """The page's first socket has come."""
        self._possible_until = time.monotonic() + OPENING_SECONDS

    def takes_value(self, value: str) -> bool:
        """Whether the field's value is part of a burst; it is told later then."""
        if self._is_on():
            self._values.append(value)
        return self._is_on()

    def takes_enter(self) -> bool:
        """Whether an Enter is part of a burst; it is told later then."""
        if self._is_on():
            self._enters += 1
        return self._is_on()

    def end(self) -> None:
        """Tell what was gathered, and no more: whatever comes from now on comes in order."""
        if self._gathering is not None:
            self._gathering.cancel()
        self._tell(None)
        self._on_over = _nobody_listens

    def _is_on(self) -> bool:
        if self._gathering is None and time.monotonic() < self._possible_until:
            self._gathering = background_tasks.create(self._gather(), name="first moments of a composer's field")
        return self._gathering is not None

    async def _gather(self) -> None:
        """Ask until nothing has come since the question."""
        shown = None
        try:
            async with asyncio.timeout(LONGEST_SECONDS):
                heard = -1
                while heard != self._heard:
                    heard = self._heard
                    answer = await self._ask()
                    await asyncio.sleep(QUIET_SECONDS)
                shown = answer
        except TimeoutError:
            pass  # it goes on and on, or the browser is silent: what was heard has to do
        finally:
            self._tell(shown)

    @property
    def _heard(self) -> int:
        return len(self._values) + self._enters

    def _tell(self, shown: str | None) -> None:
        self._possible_until = 0.0
        if self._gathering is not None:
            self._gathering = None
            self._on_over(self._values if shown is None else [shown], self._enters > 0)


def _nobody_listens(_values: list[str], _entered: bool) -> None:
    """A listener would keep its page, which keeps this."""
