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
from livechat.markup.own_links import own_links_in
from livechat.records import PostedMessage
from livechat.services.directory import Directory
from livechat.services.rooms.rendering import Rendering
from livechat.store import messages as store
from livechat.store.posted import list_quoted

MAX_WAITING = 1_000  # what is over is rendered again when it is read again
MAX_AT_ONCE = 200
GATHER_SECONDS = 1.0
MAX_LINKED = 2  # messages that one message shows because it links to them


class KeptHtml:
    """What was rendered and is not written yet; a supervisor keeps `run` alive."""

    def __init__(self, db: Database, rendering: Rendering, clock: Clock, directory: Directory) -> None:
        self._db = db
        self._rendering = rendering
        self._clock = clock
        self._directory = directory
        self._waiting: dict[MessageId, str] = {}
        self._arrived = asyncio.Event()

    async def complete(self, messages: Sequence[PostedMessage]) -> list[PostedMessage]:
        """The same messages, each with its HTML, that of what it answers, and what it links to in its room."""
        completed = await self._complete(messages)
        wanted = {message.id: ids for message in completed if (ids := self._linked_ids(message))}
        if not wanted:
            return completed
        linked = await self._read_linked({linked_id for ids in wanted.values() for linked_id in ids})
        return [_linking(message, map(linked.get, wanted.get(message.id, ()))) for message in completed]

    def _linked_ids(self, message: PostedMessage) -> list[MessageId]:
        """What is quoted already is not quoted again."""
        links = own_links_in(message.html)
        if not links or not self._directory.has_room(message.room_id):
            return []
        slug, quoted = self._directory.room(message.room_id).slug, message.reply_to
        ids = dict.fromkeys(link.message_id for link in links if link.slug == slug)
        shown = {message.id, None if quoted is None else quoted.id}
        return [linked_id for linked_id in ids if linked_id not in shown][:MAX_LINKED]

    async def _read_linked(self, ids: Iterable[MessageId]) -> dict[MessageId, PostedMessage]:
        async with self._db.read() as tx:
            found = await list_quoted(tx, ids)
        return {message.id: message for message in await self._complete([*found.values()])}

    async def _complete(self, messages: Sequence[PostedMessage]) -> list[PostedMessage]:
        return [message if self._is_complete(message) else await self._completed(message) for message in messages]

    def _is_complete(self, message: PostedMessage | None) -> bool:
        if message is None or message.is_deleted:
            return True
        return message.html_version == self._rendering.version and self._is_complete(message.reply_to)

    async def _completed(self, message: PostedMessage) -> PostedMessage:
        if message.reply_to is not None:
            message = replace(message, reply_to=(await self._complete([message.reply_to]))[0])
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


def _linking(message: PostedMessage, linked: Iterable[PostedMessage | None]) -> PostedMessage:
    """Only what everybody who reads the message may read: anybody may type a room's address and a number."""
    readable = (other for other in linked if other is not None and other.room_id == message.room_id)
    return replace(message, linked=tuple(readable))
