"""Waits until a tab may show what another has written."""

import asyncio
from collections.abc import Callable


class DraftFollower:
    """Calls `follow` after each change. What it answers is how many seconds later to ask again, or None."""

    def __init__(self, follow: Callable[[], float | None]) -> None:
        self._follow = follow
        self._later: asyncio.Handle | None = None

    def changed(self) -> None:
        """Follow in a moment: whoever has changed the draft is not done yet."""
        self._cancel()
        self._later = asyncio.get_running_loop().call_soon(self.ask)

    def ask(self) -> None:
        """Follow now, or when it is time."""
        self._cancel()
        seconds = self._follow()
        self._later = None if seconds is None else asyncio.get_running_loop().call_later(seconds, self.ask)

    def close(self) -> None:
        """The tab is gone."""
        self._cancel()
        self._follow = _nobody_follows  # whoever follows has this, and would stay with it

    def _cancel(self) -> None:
        if self._later is not None:
            self._later.cancel()


def _nobody_follows() -> float | None:
    """There is no field any more."""
    return None
