"""A room's rows as its screen keeps them: rendered once, encoded once, in blocks that never change their place."""

from collections.abc import Callable, Iterable
from typing import Any

from livechat.ids import RoomId
from livechat.internals.frames import encode_element
from livechat.live.room.window import BLOCK_ROWS, block_of
from livechat.records import PostedMessage

Render = Callable[[PostedMessage, PostedMessage | None], dict[str, Any]]
"""A message and the one before it to its row's element."""


class Block:
    """Fifty places for rows. Its list names all of them from the start, so a new row is a frame of one row."""

    def __init__(self, room_id: RoomId, number: int) -> None:
        self._shell_id, self._list_id = f"b{room_id}-{number}", f"l{room_id}-{number}"
        positions = range(number * BLOCK_ROWS, (number + 1) * BLOCK_ROWS)
        self.row_ids = {position: f"m{room_id}-{position}" for position in positions}
        self._rows: dict[int, bytes] = {}
        self.messages: dict[int, PostedMessage] = {}

    def put(self, message: PostedMessage, element: dict[str, Any]) -> bytes:
        """Keep a row and return it encoded."""
        self.messages[message.position] = message
        row = self._rows[message.position] = encode_element(self.row_ids[message.position], element)
        return row

    def encoded(self) -> list[bytes]:
        """Everything of the block. The component around the list keeps a new row's rendering inside the block."""
        chrome = {"tag": "q-list", "class": ["block"], "props": {"role": "none"}, "children": [self._list_id]}
        rows = {"tag": "div", "class": ["block-rows"], "children": list(self.row_ids.values())}
        return [*self._rows.values(), encode_element(self._list_id, rows), encode_element(self._shell_id, chrome)]

    def removed(self) -> list[bytes]:
        """What takes the block out of a browser, also the rows that were never there."""
        ids = [self._shell_id, self._list_id, *self.row_ids.values()]
        return [encode_element(element_id, None) for element_id in ids]


class History:
    """The blocks that some viewer shows, and the newest ones."""

    def __init__(self, room_id: RoomId, render: Render) -> None:
        self._room_id = room_id
        self._render = render
        self.blocks: dict[int, Block] = {}
        self.last_position = -1

    @property
    def last_block(self) -> int:
        return block_of(max(0, self.last_position))

    def has(self, numbers: Iterable[int]) -> bool:
        return all(number in self.blocks for number in numbers)

    def fill(self, number: int, messages: Iterable[PostedMessage], before: PostedMessage | None) -> None:
        """Put a block's stored messages there; `before` is the one above the first."""
        block = self.blocks[number] = Block(self._room_id, number)
        for message in messages:
            block.put(message, self._render(message, before))
            before = message
            self.last_position = max(self.last_position, message.position)

    def add(self, message: PostedMessage) -> bytes:
        """A new message at the end; returns its row encoded."""
        number = block_of(message.position)
        if number not in self.blocks:
            self.blocks[number] = Block(self._room_id, number)
        self.last_position = max(self.last_position, message.position)
        return self.blocks[number].put(message, self._render(message, self.at(message.position - 1)))

    def at(self, position: int) -> PostedMessage | None:
        block = self.blocks.get(block_of(position))
        return None if block is None else block.messages.get(position)

    def scrolled_to(self, position: int) -> bytes | None:
        """The row once more, telling the browser to scroll to it when it is rendered."""
        message, block = self.at(position), self.blocks.get(block_of(position))
        if message is None or block is None:
            return None
        element = self._render(message, self.at(position - 1)) | {"update_method": "scrollIntoView"}
        return encode_element(block.row_ids[position], element)

    def removal_of(self, number: int) -> list[bytes]:
        return self.blocks.get(number, Block(self._room_id, number)).removed()

    def keep_only(self, numbers: set[int]) -> None:
        """Drop the blocks that nobody shows, except the newest two."""
        keep = numbers | {self.last_block, self.last_block - 1}
        self.blocks = {number: block for number, block in self.blocks.items() if number in keep}

    def clear(self) -> None:
        """Start from nothing."""
        self.blocks.clear()
        self.last_position = -1
