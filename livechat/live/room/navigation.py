"""How viewers move through a room's history: each has its own run of blocks."""

from livechat.live.room.delivery import Delivery
from livechat.live.room.history.blocks import History
from livechat.live.room.history.loading import BlockLoader
from livechat.live.room.history.window import Window, block_of
from livechat.live.room.viewer import Viewer
from livechat.live.room.viewers import Viewers


class Navigation:
    """Decides which window comes next. What has to be read first raises Unavailable when it cannot be."""

    def __init__(self, viewers: Viewers, history: History, loader: BlockLoader, delivery: Delivery) -> None:
        self._viewers = viewers
        self._history = history
        self._loader = loader
        self._delivery = delivery

    async def show_older(self, viewer: Viewer) -> None:
        """One block more above, unless they go elsewhere meanwhile."""
        if (before := viewer.window) is not None and before.has_older:
            await self._loader.load(before.older().blocks)
            if viewer.window is not None and viewer.window.start == before.start:
                self._move(viewer, viewer.window.older())

    async def show_newer(self, viewer: Viewer) -> None:
        """One block more below, unless they go elsewhere meanwhile."""
        if (before := viewer.window) is not None and not before.follows:
            await self._loader.load(before.newer().blocks)
            if viewer.window is not None and viewer.window.stop == before.stop:
                self._move(viewer, viewer.window.newer())
                self._loader.drop_unseen(self._viewers.blocks)

    async def show_around(self, viewer: Viewer, position: int) -> None:
        """Leave the place and scroll to a message."""
        window = Window.around(block_of(position), self._history.last_block)
        await self._loader.load(window.blocks)
        self._jump(viewer, window, position)

    def jump_to_newest(self, viewer: Viewer) -> None:
        """Leave the place and go where new messages come."""
        self._jump(viewer, Window.newest(self._history.last_block), self._history.last_position)

    def focus(self, viewer: Viewer, position: int) -> None:
        """Have the keyboard's focus on a message, if the viewer shows it: what was pressed there may be gone."""
        if viewer.window is not None and block_of(position) in viewer.window.blocks:
            self._delivery.send_focus(viewer, position)

    def end_in_view(self, viewer: Viewer, in_view: bool) -> None:
        """The newest row came into view or went out of it."""
        if viewer.window is not None:
            viewer.window = viewer.window.with_end_in_view(in_view)
            self._viewers.tell(viewer, lambda page: page.moved())

    def follow(self) -> None:
        """A new block began: who is at the end goes on to it."""
        for viewer in self._viewers:
            if viewer.window is not None:
                self._move(viewer, viewer.window)
        self._loader.drop_unseen(self._viewers.blocks)

    def _move(self, viewer: Viewer, window: Window) -> None:
        before, window = viewer.window, window.grown(self._history.last_block)
        if before is None or window.blocks == before.blocks:
            viewer.window = window
        elif self._history.has(window.blocks):
            self._delivery.send_move(viewer, before, window)

    def _jump(self, viewer: Viewer, window: Window, position: int) -> None:
        if self._history.has(window.blocks):  # otherwise the screen starts afresh, and will have everybody enter
            self._delivery.send_jump(viewer, window, position)
            self._loader.drop_unseen(self._viewers.blocks)
