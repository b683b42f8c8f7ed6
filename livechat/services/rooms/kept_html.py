"""The HTML of messages that were stored without it, or with that of an older renderer: made when they are read.

It is written behind, so that nobody who reads waits for it, and many at a time, so that no one who writes does.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from livechat.clock import Clock
from livechat.db import Database
from livechat.errors import Unavailable
from livechat.ids import MessageId
from livechat.records import PostedMessage
from livechat.services.rooms.rendering import Rendering
from livechat.store import messages as store

MAX_WAITING = 1_000  # what is over is rendered again when it is read again
MAX_AT_ONCE = 200
GATHER_SECONDS = 1.0


class KeptHtml:
    """What was rendered and is not written yet; a supervisor keeps `run` alive."""

    def __init__(self, db: Database, rendering: Rendering, clock: Clock) -> None:
        self._db = db
        self._rendering = rendering
        self._clock = clock
        self._waiting: dict[MessageId, str] = {}
        self._arrived = asyncio.Event()

    async def complete(self, messages: Sequence[PostedMessage]) -> list[PostedMessage]:
        """The same messages, each with its HTML, and that of what it answers."""
        return [message if self._is_complete(message) else await self._completed(message) for message in messages]

    def _is_complete(self, message: PostedMessage | None) -> bool:
        if message is None or message.is_deleted:
            return True
        return message.html_version == self._rendering.version and self._is_complete(message.reply_to)

    async def _completed(self, message: PostedMessage) -> PostedMessage:
        if message.reply_to is not None:
            message = replace(message, reply_to=(await self.complete([message.reply_to]))[0])
        return message if self._is_complete(message) else await self._rendered(message)

    async def _rendered(self, message: PostedMessage) -> PostedMessage:
        html = self._waiting.get(message.id)
        if html is None:
            await asyncio.sleep(0)  # a long one takes a while: others have their turn between two
            html = await self._rendering.html(message.body)
            self._keep(message.id, html)
        return replace(message, html=html, html_version=self._rendering.version)

    def _keep(self, message_id: MessageId, html: str) -> None:
        if len(self._waiting) < MAX_WAITING:
            self._waiting[message_id] = html
            self._arrived.set()

    async def run(self) -> None:
        """Write what was rendered, for ever."""
        while True:
            await self._arrived.wait()
            await self._clock.sleep(GATHER_SECONDS)
            await self._write()

    async def _write(self) -> None:
        batch = dict(islice(self._waiting.items(), MAX_AT_ONCE))
        try:
            async with self._db.write() as tx:
                await store.keep_html(tx, batch, self._rendering.version)
        except Unavailable:
            pass  # nothing is lost: it is rendered again when it is read again
        finally:
            self._forget(batch)

    def _forget(self, batch: Iterable[MessageId]) -> None:
        for message_id in batch:
            del self._waiting[message_id]
        if not self._waiting:
            self._arrived.clear()
