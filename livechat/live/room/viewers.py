"""Who looks at one room, and who of them may stay."""

from collections.abc import Iterator

from livechat.errors import ChatError
from livechat.events import MembershipChanged, RoomUpdated
from livechat.ids import RoomId
from livechat.live.room.viewer import Viewer
from livechat.services.access import Access, Rule


class Viewers:
    """The viewers of a room, by the page they belong to. Iterating takes a snapshot."""

    def __init__(self, access: Access, room_id: RoomId) -> None:
        self._access = access
        self._room_id = room_id
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

    def admits(self, viewer: Viewer) -> bool:
        """Whether the viewer may still read the room; if not it is shown out."""
        try:
            self._access.require(Rule.READER, viewer.user_id, self._room_id)
        except ChatError:
            self._show_out(viewer, "You can no longer see that room.")
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
            self._show_out(viewer, sentence)

    def _show_out(self, viewer: Viewer, sentence: str) -> None:
        """Its page leaves in its own time; from now on nothing more is told to it."""
        self.discard(viewer)
        viewer.page.expelled(sentence)
