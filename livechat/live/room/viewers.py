"""Who looks at one room, who of them may stay, and what is sent to them: the same bytes to all who show the same."""

from collections.abc import Iterator

from livechat.errors import ChatError
from livechat.events import MembershipChanged, RoomUpdated
from livechat.ids import RoomId
from livechat.internals.frames import encode_update
from livechat.live.room.chrome import RoomChrome
from livechat.live.room.viewer import Viewer
from livechat.services.access import Access, Rule


class Viewers:
    """The viewers of a room, by the page they belong to. Iterating takes a snapshot."""

    def __init__(self, access: Access, room_id: RoomId, chrome: RoomChrome) -> None:
        self._access = access
        self._room_id = room_id
        self._chrome = chrome
        self._viewers: dict[str, Viewer] = {}

    def __iter__(self) -> Iterator[Viewer]:
        return iter(tuple(self._viewers.values()))

    def __len__(self) -> int:
        return len(self._viewers)

    @property
    def blocks(self) -> set[int]:
        """The blocks that somebody shows."""
        return {number for viewer in self if viewer.window for number in viewer.window.blocks}

    def add(self, viewer: Viewer) -> None:
        self._viewers[viewer.key] = viewer

    def discard(self, viewer: Viewer) -> None:
        """Forget this viewer, unless its page has another one by now."""
        if self._viewers.get(viewer.key) is viewer:
            del self._viewers[viewer.key]

    # Who may stay

    def admits(self, viewer: Viewer) -> bool:
        """Whether the viewer may still read the room; if not it is shown out."""
        try:
            self._access.require(Rule.READER, viewer.user_id, self._room_id)
        except ChatError:
            viewer.page.expelled("You can no longer see that room.")
            return False
        return True

    def check(self, event: RoomUpdated | MembershipChanged) -> None:
        """Show out who may not stay, and tell the others what concerns them."""
        for viewer in self:
            is_concerned = isinstance(event, RoomUpdated) or event.person.id == viewer.user_id
            if self.admits(viewer) and is_concerned:
                viewer.page.changed()

    def expel(self, sentence: str) -> None:
        """Show everybody out."""
        for viewer in self:
            viewer.page.expelled(sentence)

    # Sending

    def send(self, rows: dict[int, list[bytes]], chrome: list[bytes]) -> None:
        """The rows of each block to those who show it, to everybody the chrome, and how the typing line has changed."""
        frames: dict[tuple[int, int, str | None], bytes | None] = {}
        line, own_lines = self._chrome.typing_lines()
        for viewer in self._viewers.values():
            if viewer.window is None:
                continue
            typing = own_lines.get(viewer.user_id, line)
            key = viewer.window.start, viewer.window.stop, typing if typing != viewer.typing else None
            if key not in frames:
                frames[key] = self._frame(rows, chrome, *key)
            frame = frames[key]
            if frame is not None and viewer.write(frame):
                viewer.typing = typing

    def _frame(
        self, rows: dict[int, list[bytes]], chrome: list[bytes], start: int, stop: int, typing: str | None
    ) -> bytes | None:
        members = [row for number in rows if start <= number < stop for row in rows[number]] + chrome
        if typing is not None:
            members.append(self._chrome.typing_member(typing))
        return encode_update(members) if members else None
