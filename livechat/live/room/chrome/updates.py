"""Tells a room's viewers what has changed around its messages, and their pages of new ones, at a bearable pace."""

import asyncio

from livechat.clock import Clock
from livechat.live.room.chrome.parts import RoomChrome
from livechat.live.room.delivery import Delivery
from livechat.live.room.history.blocks import History
from livechat.live.room.viewers import Viewers

PACE_SECONDS = ((50, 0.1), (500, 0.5))  # up to so many viewers, so often at most
SLOWEST_SECONDS = 0.8


class ChromeUpdates:
    """Changes of the same moment leave as one frame: every frame renders in every browser."""

    def __init__(
        self, clock: Clock, viewers: Viewers, history: History, chrome: RoomChrome, delivery: Delivery
    ) -> None:
        self._clock = clock
        self._viewers = viewers
        self._history = history
        self._told_position = history.last_position
        self._chrome = chrome
        self._delivery = delivery
        self._due = asyncio.Event()

    def request(self) -> None:
        """Something happened that may show."""
        self._due.set()

    async def run(self) -> None:
        """Tell of it, for ever."""
        while True:
            await self._due.wait()
            self._due.clear()
            self._delivery.send({}, self._chrome.changes())
            self._tell_pages()
            await self._clock.sleep(self._pace())

    def _tell_pages(self) -> None:
        if self._history.last_position > self._told_position:
            for viewer in self._viewers:
                if viewer.window is not None and not viewer.window.at_end:
                    self._viewers.tell(viewer, lambda page: page.arrived())
        self._told_position = self._history.last_position

    def _pace(self) -> float:
        count = len(self._viewers)
        return next((seconds for most, seconds in PACE_SECONDS if count <= most), SLOWEST_SECONDS)
