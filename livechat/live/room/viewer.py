"""One browser tab in one room: what it shows of the shared screen, and what its page does about it."""

from typing import Protocol

from nicegui import Client

from livechat.ids import UserId
from livechat.live.room.history.window import Window
from livechat.live.tab import Tab
from livechat.records import PostedMessage


class ViewerPage(Protocol):
    """What the viewer's own page does when something happens to its place in the room."""

    def moved(self) -> None:
        """The window is a different one: renew what watches its ends."""
        ...

    def arrived(self) -> None:
        """Something was said below what the viewer reads, since this was told the last time."""
        ...

    def changed(self) -> None:
        """The room is called otherwise, the viewer joined or left it or may do other things, or that was missed."""
        ...

    def pins_changed(self) -> None:
        """Other messages are pinned now."""

    def message_changed(self, message: PostedMessage) -> None:
        """A message was edited, deleted or restored: one that is not shown, maybe, or that is pinned."""
        ...

    def expelled(self, sentence: str) -> None:
        """The viewer may not see the room any more."""
        ...

    def failed(self, sentence: str) -> None:
        """The rows could not be read just now."""
        ...


class GonePage:
    """In the place of one that shows something else now: nothing of it is kept by who has not heard of that yet."""

    def moved(self) -> None: ...

    def arrived(self) -> None: ...

    def changed(self) -> None: ...

    def pins_changed(self) -> None: ...
    def message_changed(self, message: PostedMessage) -> None: ...

    def expelled(self, sentence: str) -> None: ...

    def failed(self, sentence: str) -> None: ...


class Viewer(Tab):
    """What its browser was told of; `Delivery` alone tells it more, or takes away."""

    def __init__(self, client: Client, user_id: UserId, page: ViewerPage, *, target: int | None = None) -> None:
        super().__init__(client, user_id)
        self.page: ViewerPage = page
        self.window: Window | None = None
        self.target = target  # position of the message that was linked to, until it has been scrolled to
        self.is_mounted = False  # whether the feed's place stands in the browser, so that a row can be scrolled to
