"""A room's rows as its screen keeps them: encoded once, in blocks that never change their place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from livechat.components.message.bubble import RowIds
from livechat.ids import RoomId
from livechat.internals.frames import encode_element
from livechat.live.room.history.window import BLOCK_ROWS, block_of
from livechat.records import PostedMessage

Element = dict[str, Any]  # as the browser has it


Drawn = dict[str, Element]
"""A message's elements by their ids: what the row is made of, the row itself last; before them the date above it."""


class Block:
    """Fifty places for rows, each with one for a date above it. Its list names all from the start.

    So a new row is a frame of one row.
    """

    def __init__(self, room_id: RoomId, number: int, above: PostedMessage | None = None) -> None:
        self._number = number
        self._shell_id, self._list_id = f"b{room_id}-{number}", f"l{room_id}-{number}"
        places = [place_of(room_id, number * BLOCK_ROWS + offset) for offset in range(BLOCK_ROWS)]
        self._children = [name for place in places for name in (place.mark, place.ids.row)]
        self._parts = dict.fromkeys(name for place in places for name in (place.ids.words, place.ids.reactions))
        self.rows: dict[int, bytes] = {}
        self.articles: dict[int, bytes] = {}  # of each row the element around all others
        self._told: dict[int, dict[str, None]] = {}  # every element that a browser may have of a row
        self.messages: dict[int, PostedMessage] = {}
        self.above = None if above is None else without_quote(above)  # the message before the first

    def put(self, message: PostedMessage, drawn: Drawn) -> bytes:
        """Keep a row, after its date if there is one, and return both encoded; what is gone is taken away."""
        position = message.position
        self.messages[position] = message
        told = self._told.setdefault(position, {})
        gone = [encode_element(name, None) for name in told if name not in drawn]
        told |= dict.fromkeys(drawn)
        encoded = [encode_element(name, element) for name, element in drawn.items()]
        row = b",".join([*gone, *encoded])
        self.rows[position], self.articles[position] = row, encoded[-1]
        return row

    def encoded(self) -> list[bytes]:
        """Everything of the block. The component around the list keeps a new row's rendering inside the block."""
        shell = {
            "tag": "q-list",
            "class": ["feed-block"],
            "style": {"anchor-name": anchor_of(self._number)},
            "props": {"role": "none"},
            "children": [self._list_id],
        }
        rows = {"tag": "div", "class": ["block-rows"], "children": self._children}
        return [*self.rows.values(), encode_element(self._list_id, rows), encode_element(self._shell_id, shell)]

    def removed(self) -> list[bytes]:
        """What takes the block out of a browser, also the rows that were never there."""
        told = {name: None for names in self._told.values() for name in names}
        ids = dict.fromkeys([self._shell_id, self._list_id, *self._children]) | self._parts | told
        return [encode_element(element_id, None) for element_id in ids]


def anchor_of(number: int) -> str:
    """By what name a page's own elements keep to a block."""
    return f"--b{int(number)}"


@dataclass(frozen=True, slots=True)
class Place:
    """What a message's elements are called, and the date's above it."""

    mark: str
    ids: RowIds


def place_of(room_id: RoomId, position: int) -> Place:
    """The names of what may stand at a position."""
    at = f"{room_id}-{position}"
    return Place(f"d{at}", RowIds(f"m{at}", f"w{at}", f"r{at}"))


class History:
    """The blocks that some viewer shows, and the newest ones. A position is always in the same place of its block."""

    def __init__(self, room_id: RoomId) -> None:
        self._room_id = room_id
        self.blocks: dict[int, Block] = {}
        self.last_position = -1
        self.revision = 0  # what was read from the store before it rose may be stale

    @property
    def last_block(self) -> int:
        return block_of(max(0, self.last_position))

    def has(self, numbers: Iterable[int]) -> bool:
        return all(number in self.blocks for number in numbers)

    # What is there

    def at(self, position: int) -> PostedMessage | None:
        block = self.blocks.get(block_of(position))
        return None if block is None else block.messages.get(position)

    def before(self, position: int) -> PostedMessage | None:
        """The message above a row, also where its own block is not in memory."""
        block = self.blocks.get(block_of(position))
        return block.above if block is not None and position % BLOCK_ROWS == 0 else self.at(position - 1)

    def row(self, position: int) -> bytes | None:
        """The row as it is encoded."""
        block = self.blocks.get(block_of(position))
        return None if block is None else block.rows.get(position)

    def article(self, position: int) -> bytes | None:
        """The element around all that is in the row, as it is encoded."""
        block = self.blocks.get(block_of(position))
        return None if block is None else block.articles.get(position)

    def messages(self) -> Iterator[PostedMessage]:
        """All that are in memory."""
        for block in self.blocks.values():
            yield from block.messages.values()

    def removal_of(self, number: int) -> list[bytes]:
        return self.blocks.get(number, Block(self._room_id, number)).removed()

    # What changes

    def fill(self, number: int, rows: Iterable[tuple[PostedMessage, Drawn]], above: PostedMessage | None) -> None:
        """Put a block's stored messages there; `above` is the one before the first."""
        self.blocks[number] = Block(self._room_id, number, above)
        for message, drawn in rows:
            self.add(message, drawn)

    def add(self, message: PostedMessage, drawn: Drawn) -> bytes:
        """A message at the end, or one of a block that is being filled; returns its row encoded."""
        number = block_of(message.position)
        if number not in self.blocks:
            self.blocks[number] = Block(self._room_id, number, self.at(message.position - 1))
        self.last_position = max(self.last_position, message.position)
        return self.blocks[number].put(message, drawn)

    def replace(self, message: PostedMessage, drawn: Drawn) -> bytes | None:
        """The message at its position is another one now; returns its row encoded, None when it is not in memory."""
        self.outdate()
        below = self.blocks.get(block_of(message.position + 1))
        if below is not None and below.above is not None and below.above.position == message.position:
            below.above = without_quote(message)
        if self.at(message.position) is None:
            return None
        return self.blocks[block_of(message.position)].put(message, drawn)

    def outdate(self) -> None:
        """Something changed in the store: whoever is reading from it has to read again."""
        self.revision += 1

    def keep_only(self, numbers: set[int]) -> None:
        """Drop the blocks that nobody shows, except the newest two."""
        keep = numbers | {self.last_block, self.last_block - 1}
        self.blocks = {number: block for number, block in self.blocks.items() if number in keep}

    def clear(self) -> None:
        """Start from nothing."""
        self.outdate()
        self.blocks.clear()
        self.last_position = -1


def without_quote(message: PostedMessage) -> PostedMessage:
    """For what is not drawn: nobody would tell it that what it answers was deleted."""
    return message if message.reply_to is None else replace(message, reply_to=None)
