"""One browser tab in one room: which blocks of the shared screen it shows, and the line that carries them."""

from typing import TYPE_CHECKING, Protocol

from nicegui import Client

from livechat.ids import UserId
from livechat.internals.websocket_protocol import Connection, protocol_of
from livechat.live.room.window import Window, block_of

if TYPE_CHECKING:
    from livechat.live.room.screen import RoomScreen


class ViewerPage(Protocol):
    """What the viewer's own page does when something happens to its place in the room."""

    def moved(self) -> None:
        """The window is a different one: renew what watches its ends."""
        ...

    def changed(self) -> None:
        """The room is called otherwise, or the viewer joined or left it and may still read it."""
        ...

    def expelled(self, sentence: str) -> None:
        """The viewer may not see the room any more."""
        ...

    def failed(self, sentence: str) -> None:
        """The rows could not be read just now."""
        ...


class Viewer:
    """`show` and `enter` are the only places that add blocks to the browser and take them away."""

    def __init__(
        self, client: Client, user_id: UserId, screen: "RoomScreen", page: ViewerPage, *, target: int | None = None
    ) -> None:
        self.client = client
        self.user_id = user_id
        self.screen = screen
        self.page = page
        self.window: Window | None = None
        self.typing = ""  # the typing line that the browser shows
        self._target = target  # position of the message that was linked to, until it has been scrolled to
        self._is_mounted = False
        self._connection: Connection | None = None

    @property
    def key(self) -> str:
        return self.client.id

    # Coming and going

    def connected(self) -> None:
        """A socket is there, for the first time or again."""
        self.close()
        protocol = protocol_of(self.client)
        self._connection = None if protocol is None else Connection(protocol, self.enter)
        self.enter()

    def mounted(self) -> None:
        """The feed's place stands in the browser: only now can a row of it be scrolled to."""
        self._is_mounted = True
        if self._target is not None:
            self.enter()

    def enter(self) -> None:
        """Send all that this viewer shows, as it is now: the state, after which deltas follow."""
        if not self.screen.ready or not self.screen.viewers.admits(self):
            return
        if self._target is not None and not self._is_mounted:
            return
        before, window = self.window, self._window_now()
        if not self.screen.history.has(window.blocks):
            self.screen.load_for(self, window)
            return
        if self._target is not None or (before is not None and before.start < window.start):
            self._jump(window, self._target)
        else:
            self._send_state(window)

    def leave(self) -> None:
        """Take everything shared out of the browser; rows left behind would keep their text."""
        if self.window is not None:
            self.write(self.screen.frames.removal(self.window.blocks))
        self.close()

    def close(self) -> None:
        """The socket is gone, or another one takes its place."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def write(self, frame: bytes) -> bool:
        return self._connection is not None and self._connection.write(frame)

    # Moving through the history

    def follow(self, last: int) -> None:
        """A new block began."""
        if self.window is not None:
            self.show(self.window.grown(last))

    async def show_older(self) -> None:
        """One block more above. Raises Unavailable when it cannot be read."""
        if self.window is not None and self.window.has_older:
            await self._load_and_show(self.window.older())

    async def show_newer(self) -> None:
        """One block more below. Raises Unavailable when it cannot be read."""
        if self.window is not None and not self.window.follows:
            await self._load_and_show(self.window.newer())

    async def show_around(self, position: int) -> None:
        """Leave the place and scroll to a message. Raises Unavailable when it cannot be read."""
        window = Window.around(block_of(position), self.screen.history.last_block)
        await self.screen.load(window.blocks)
        self._jump(window, position)

    def jump_to_newest(self) -> None:
        """Leave the place and go where new messages come."""
        history = self.screen.history
        self._jump(Window.newest(history.last_block), history.last_position)

    def end_in_view(self, in_view: bool) -> None:
        """The newest row came into view or went out of it."""
        if self.window is not None:
            self.window = self.window.with_end_in_view(in_view)
            self.page.moved()

    def show(self, window: Window) -> None:
        """Tell the browser a different run of blocks; while it is away, what it was told stands still."""
        before = self.window
        if before is None or window.blocks == before.blocks:
            self.window = window
        elif self.screen.history.has(window.blocks) and self._send_transition(before, window):
            self.window = window
            self.page.moved()

    def _send_transition(self, before: Window, after: Window) -> bool:
        return self.write(self.screen.frames.transition(before.blocks, after.blocks))

    def _window_now(self) -> Window:
        last = self.screen.history.last_block
        if self.window is not None:
            return self.window.grown(last)
        return Window.newest(last) if self._target is None else Window.around(block_of(self._target), last)

    async def _load_and_show(self, window: Window) -> None:
        await self.screen.load(window.blocks)
        self.show(window.grown(self.screen.history.last_block))

    def _send_state(self, window: Window) -> None:
        self.typing = self.screen.chrome.typing_for(self.user_id)
        self.write(self.screen.frames.state(window.blocks, self.typing))
        self.window = window
        self.page.moved()

    def _jump(self, window: Window, position: int | None) -> None:
        """Another window, which may be far from what the browser shows now, and scroll to a row of it."""
        if not self.screen.history.has(window.blocks):  # the screen starts afresh, and will have everybody enter
            return
        dropped = [] if self.window is None else [n for n in self.window.blocks if n not in window.blocks]
        self.typing = self.screen.chrome.typing_for(self.user_id)
        if self.write(self.screen.frames.jump(window.blocks, self.typing, dropped, position)):
            self._target = None
        self.window = window
        self.page.moved()
