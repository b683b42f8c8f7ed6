"""The frames of one room, each encoded once for all who show the same, and kept until something changes.

Row `m5-601` stands in list `l5-12` (which names its 50 rows from the start) in block `b5-12` in feed `f5`, which
names the blocks; beside them stand the parts of the chrome.
"""

from collections.abc import Callable, Hashable, Iterable

from livechat.i18n.text import gettext as _
from livechat.ids import RoomId, UserId
from livechat.internals.frames import encode_element, encode_update
from livechat.live.room.chrome.parts import RoomChrome
from livechat.live.room.chrome.typing_line import TypingLine
from livechat.live.room.history.blocks import History

MAX_KEPT_FRAMES = 64


class RoomFrames:
    """State, transitions between windows, and removal."""

    def __init__(self, room_id: RoomId, history: History, chrome: RoomChrome, typing: TypingLine) -> None:
        self._room_id = room_id
        self.feed_id = f"f{room_id}"
        self._history = history
        self._chrome = chrome
        self._typing = typing
        self._kept: dict[Hashable, bytes] = {}

    def forget(self) -> None:
        """Something changed: encode afresh from now on."""
        self._kept.clear()

    def state(self, user_id: UserId, blocks: range) -> bytes:
        """Everything that somebody is shown of these blocks: the same for all, except for those who type."""
        return self._keep((blocks, self._typing.told_to(user_id)), lambda: self.jump(user_id, blocks))

    def jump(self, user_id: UserId, blocks: range, dropped: Iterable[int] = (), scroll_to: int | None = None) -> bytes:
        """The state, for a browser that also has to drop blocks or to scroll to the row at a position."""
        around = [*self._chrome.members(), *self._typing.members(self._typing.told_to(user_id))]
        members = [*self._removed(dropped), *self._blocks(blocks), self._feed(blocks), *around]
        if scroll_to is not None and (row := self._acting(scroll_to, "scrollIntoView")) is not None:
            members.append(row)
        return encode_update(members)

    def transition(self, before: range, after: range) -> bytes:
        """What leads from one run of blocks to another."""
        added = [n for n in after if n not in before]
        dropped = [n for n in before if n not in after]
        return self._keep(
            (before, after),
            lambda: encode_update([*self._blocks(added), self._feed(after), *self._removed(dropped)]),
        )

    def focus(self, position: int) -> bytes | None:
        """What puts the keyboard's focus on a row; None when it is not in memory."""
        row = self._acting(position, "focus")
        return None if row is None else encode_update([row])

    def removal(self, blocks: range) -> bytes:
        """What takes the room out of a browser."""
        around = [*self._chrome.removed(), *self._typing.removed(), encode_element(self.feed_id, None)]
        return self._keep(("removal", blocks), lambda: encode_update([*self._removed(blocks), *around]))

    def _keep(self, key: Hashable, build: Callable[[], bytes]) -> bytes:
        frame = self._kept.get(key)
        if frame is None:
            if len(self._kept) >= MAX_KEPT_FRAMES:
                self._kept.clear()
            frame = self._kept[key] = build()
        return frame

    def _acting(self, position: int, method: str) -> bytes | None:
        """The row once more: the browser calls the method of it when it is rendered."""
        row = self._history.article(position)
        return None if row is None else row.removesuffix(b"}") + f',"update_method":"{method}"}}'.encode()

    def _blocks(self, numbers: Iterable[int]) -> list[bytes]:
        return [member for number in numbers for member in self._history.blocks[number].encoded()]

    def _removed(self, numbers: Iterable[int]) -> list[bytes]:
        return [member for number in numbers for member in self._history.removal_of(number)]

    def _feed(self, blocks: range) -> bytes:
        children = [self._chrome.empty_id, *(f"b{self._room_id}-{number}" for number in blocks)]
        props = {"role": "log", "aria-label": _("Messages")}
        return encode_element(self.feed_id, {"tag": "div", "class": ["feed"], "props": props, "children": children})
