"""Brings blocks of a room's history into memory."""

from collections import Counter
from collections.abc import Iterable

from livechat.db import Database
from livechat.ids import RoomId
from livechat.live.room.history.blocks import History
from livechat.live.room.history.rows import RoomRows
from livechat.live.room.history.window import BLOCK_ROWS
from livechat.services.rooms.kept_html import KeptHtml
from livechat.store import messages


class BlockLoader:
    """Reads what is stored. Raises Unavailable when it cannot be read."""

    def __init__(self, db: Database, room_id: RoomId, history: History, rows: RoomRows, html: KeptHtml) -> None:
        self._db = db
        self._room_id = room_id
        self._history = history
        self._rows = rows
        self._html = html
        self._being_loaded: Counter[int] = Counter()

    async def last_position(self) -> int:
        """The newest stored message's, -1 in an empty room."""
        async with self._db.read() as tx:
            return await messages.get_last_position(tx, self._room_id)

    async def load(self, numbers: Iterable[int]) -> None:
        """Have these blocks in memory; none of them is dropped before the caller goes on."""
        wanted = Counter(numbers)
        self._being_loaded += wanted
        try:
            for number in wanted:
                while number not in self._history.blocks:
                    await self._load_block(number)
        finally:
            self._being_loaded -= wanted

    def drop_unseen(self, shown: set[int]) -> None:
        """Forget what neither stands in these blocks, nor is new, nor is being loaded for somebody."""
        self._history.keep_only(shown | self._being_loaded.keys())

    async def _load_block(self, number: int) -> None:
        revision = self._history.revision
        async with self._db.read() as tx:
            block = await messages.list_block(tx, self._room_id, number, BLOCK_ROWS)
            above = await messages.list_before(tx, self._room_id, number * BLOCK_ROWS, 1)
        block = await self._html.complete(block)
        if number not in self._history.blocks and revision == self._history.revision:
            self._rows.fill(number, block, above[0] if above else None)
