"""Who looks at one room, and who of them may stay."""

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress

from livechat.errors import ChatError
from livechat.events import MembershipChanged, PersonUpdated, RoomUpdated
from livechat.i18n.text import gettext as _
from livechat.i18n.text import lazy_gettext
from livechat.ids import RoomId
from livechat.live.room.viewer import Viewer, ViewerPage
from livechat.records import PostedMessage
from livechat.services.access import Access, Rule

log = logging.getLogger(__name__)

RELOAD = lazy_gettext("This page has stopped following the room. Reload it.")


class Viewers:
    """The viewers of a room, by the page they belong to. Iterating takes a snapshot."""

    def __init__(self, access: Access, room_id: RoomId) -> None:
        self._access = access
        self._room_id = room_id
        self._viewers: dict[str, Viewer] = {}

    def __iter__(self) -> Iterator[Viewer]:
        return iter(tuple(self._viewers.values()))

    def __contains__(self, viewer: Viewer) -> bool:
        return self._viewers.get(viewer.key) is viewer

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
        if viewer in self:
            del self._viewers[viewer.key]

    def admits(self, viewer: Viewer) -> bool:
        """Whether the viewer may still read the room; if not it is shown out."""
        try:
            self._access.require(Rule.READER, viewer.user_id, self._room_id)
        except ChatError:
            self._show_out(viewer, _("You can no longer see that room."))
            return False
        return True

    def tell(self, viewer: Viewer, news: Callable[[ViewerPage], None]) -> None:
        """Let a viewer's page know. One that fails is told to reload and then nothing more; the others go on."""
        try:
            news(viewer.page)
        except Exception:
            log.exception("A page in room %d failed, and is told to reload.", self._room_id)
            self.discard(viewer)
            viewer.close()
            with suppress(Exception):
                viewer.page.failed(str(RELOAD))

    def tell_all(self, news: Callable[[ViewerPage], None]) -> None:
        """Let every page know."""
        for viewer in self:
            self.tell(viewer, news)

    def check(self, event: RoomUpdated | MembershipChanged | PersonUpdated) -> None:
        """Show out those concerned who may not stay, and tell the others."""
        for viewer in self:
            if isinstance(event, RoomUpdated) or event.person.id == viewer.user_id:
                self.renew(viewer)

    def tell_of(self, message: PostedMessage) -> None:
        """Let all pages know that a message is otherwise now."""
        self.tell_all(lambda page: page.message_changed(message))

    def renew(self, viewer: Viewer) -> None:
        """Show the viewer out if it may not stay, otherwise tell it that its own part may be otherwise now."""
        if self.admits(viewer):
            self.tell(viewer, lambda page: page.changed())

    def expel(self, sentence: str) -> None:
        """Show everybody out."""
        for viewer in self:
            self._show_out(viewer, sentence)

    def _show_out(self, viewer: Viewer, sentence: str) -> None:
        """Its page leaves in its own time; from now on nothing more is told to it."""
        self.discard(viewer)
        self.tell(viewer, lambda page: page.expelled(sentence))
