"""How a viewer comes in, and in again: after a reconnect, after it fell behind, after the screen started afresh."""

import asyncio

from livechat.errors import ChatError
from livechat.live.room.delivery import Delivery
from livechat.live.room.history.blocks import History
from livechat.live.room.history.loading import BlockLoader
from livechat.live.room.history.window import Window, block_of
from livechat.live.room.viewer import Viewer
from livechat.live.room.viewers import Viewers


class Entrance:
    """Sends the state to who may see it, as soon as its blocks are in memory."""

    def __init__(self, viewers: Viewers, history: History, loader: BlockLoader, delivery: Delivery) -> None:
        self._viewers = viewers
        self._history = history
        self._loader = loader
        self._delivery = delivery
        self._is_open = False
        self._waiting: dict[Viewer, Window] = {}
        self._somebody_waits = asyncio.Event()

    @property
    def is_open(self) -> bool:
        """Whether there is a state to be sent."""
        return self._is_open

    def open(self) -> None:
        """The room can be shown: let everybody in, and have their pages look at what was told to nobody meanwhile."""
        self._is_open = True
        for viewer in self._viewers:
            self._viewers.renew(viewer)
            self.enter(viewer)

    def close(self) -> None:
        """Who comes now is let in when it opens."""
        self._is_open = False

    def enter(self, viewer: Viewer) -> None:
        """Send all that this viewer shows, as it is now: the state, after which deltas follow."""
        if not self._is_open or viewer not in self._viewers or not self._viewers.admits(viewer):
            return
        if viewer.target is not None and viewer.window is None and not viewer.is_mounted:
            return
        before, window = viewer.window, self._window_for(viewer)
        if not self._history.has(window.blocks):
            self._waiting[viewer] = window
            self._somebody_waits.set()
        elif viewer.target is not None or (before is not None and before.start < window.start):
            self._delivery.send_jump(viewer, window, viewer.target)
        else:
            self._delivery.send_state(viewer, window)

    def forget(self, viewer: Viewer) -> None:
        """It waits for nothing any more."""
        self._waiting.pop(viewer, None)

    async def serve(self) -> None:
        """Read the blocks that somebody came back to, for ever."""
        while True:
            await self._somebody_waits.wait()
            self._somebody_waits.clear()
            waiting, self._waiting = self._waiting, {}
            for viewer, window in waiting.items():
                await self._let_in(viewer, window)

    async def _let_in(self, viewer: Viewer, window: Window) -> None:
        try:
            await self._loader.load(window.blocks)
        except ChatError as error:
            sentence = str(error)
            self._viewers.tell(viewer, lambda page: page.failed(sentence))
        else:
            self.enter(viewer)

    def _window_for(self, viewer: Viewer) -> Window:
        last, window, target = self._history.last_block, viewer.window, viewer.target
        if target is not None and (window is None or block_of(target) not in window.blocks):
            return Window.around(block_of(target), last)
        return Window.newest(last) if window is None else window.grown(last)
