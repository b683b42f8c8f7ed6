"""What is written to a room's browsers: the state, and deltas after it; the same bytes to all who show the same."""

from livechat.internals.frames import encode_update
from livechat.live.room.chrome.typing_line import TypingLine
from livechat.live.room.frames import RoomFrames
from livechat.live.room.history.rows import Rows
from livechat.live.room.history.window import Window, block_of
from livechat.live.room.viewer import Viewer
from livechat.live.room.viewers import Viewers


class Delivery:
    """The only place that adds blocks to a browser and takes them away, so `Viewer.window` is what it shows."""

    def __init__(self, viewers: Viewers, frames: RoomFrames, typing: TypingLine) -> None:
        self._viewers = viewers
        self._frames = frames
        self._typing = typing

    # To one viewer. The blocks have to be in memory.

    def send_state(self, viewer: Viewer, window: Window) -> None:
        """All that the viewer shows, as it is now."""
        viewer.write(self._frames.state(viewer.user_id, window.blocks))
        self._shows(viewer, window)

    def send_jump(self, viewer: Viewer, window: Window, position: int | None) -> None:
        """The state of a window that may be far from what the browser shows now, and scroll to a row of it."""
        dropped = [] if viewer.window is None else [n for n in viewer.window.blocks if n not in window.blocks]
        if viewer.write(self._frames.jump(viewer.user_id, window.blocks, dropped, position)):
            viewer.target = None
        self._shows(viewer, window)

    def send_move(self, viewer: Viewer, before: Window, window: Window) -> None:
        """Another run of blocks; while the browser is away, what it was told stands still."""
        if viewer.write(self._frames.transition(before.blocks, window.blocks)):
            self._shows(viewer, window)

    def send_focus(self, viewer: Viewer, position: int) -> None:
        """Put the keyboard's focus on a row that the viewer shows."""
        if (frame := self._frames.focus(position)) is not None:
            viewer.write(frame)

    def send_removal(self, viewer: Viewer) -> None:
        """Take everything shared out of the browser; rows left behind would keep their text."""
        if viewer.window is not None:
            viewer.write(self._frames.removal(viewer.window.blocks))

    def _shows(self, viewer: Viewer, window: Window) -> None:
        viewer.window = window
        self._viewers.tell(viewer, lambda page: page.moved())

    # To all

    def send(self, rows: Rows, chrome: list[bytes]) -> None:
        """The rows to those who show them, to everybody the chrome, and how the typing line has changed."""
        self._frames.forget()
        typing = self._typing.tell()
        frames: dict[tuple[int, int, bytes | None], bytes | None] = {}
        for viewer in self._viewers:
            if viewer.window is None:
                continue
            key = viewer.window.start, viewer.window.stop, typing.own.get(viewer.user_id, typing.shared)
            if key not in frames:
                frames[key] = _frame(rows, chrome, *key)
            if (frame := frames[key]) is not None:
                viewer.write(frame)


def _frame(rows: Rows, chrome: list[bytes], start: int, stop: int, typing: bytes | None) -> bytes | None:
    members = [row for position, row in rows.items() if start <= block_of(position) < stop] + chrome
    if typing is not None:
        members.append(typing)
    return encode_update(members) if members else None
