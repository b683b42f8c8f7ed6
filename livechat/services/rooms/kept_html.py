"""The HTML of messages that were stored without it, or with that of an older renderer: made when they are read.

It is written behind, so that nobody who reads waits for it, and many at a time, so that no one who writes does.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from livechat.clock import Clock
from livechat.db import Database
from livechat.errors import NotFound, Unavailable
from livechat.ids import MessageId, RoomId
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
        """The same messages, each with its HTML, that of what it answers, and what it links to."""
        completed = await self._complete(messages)
        wanted = {message.id: places for message in completed if (places := self._linked_places(message))}
        if not wanted:
            return completed
        linked = await self.read(message_id for places in wanted.values() for message_id in places)
        return [replace(message, linked=_at_their_places(wanted.get(message.id, {}), linked)) for message in completed]

    async def read(self, ids: Iterable[MessageId]) -> dict[MessageId, PostedMessage]:
        """Messages that others quote, by their ids, with their HTML. Raises Unavailable."""
        async with self._db.read() as tx:
            found = await list_quoted(tx, ids)
        return {message.id: message for message in await self._complete([*found.values()])}

    def _linked_places(self, message: PostedMessage) -> dict[MessageId, RoomId]:
        """What it links to and every reader of it may read, with the rooms; nothing that its row shows already."""
        shown = {message.id, None if message.reply_to is None else message.reply_to.id}
        places: dict[MessageId, RoomId] = {}
        for link in own_links_in(message.html):
            room_id = self._room_for_all(link.slug, message.room_id)
            if room_id is not None and link.message_id not in shown:
                places.setdefault(link.message_id, room_id)
        return dict(islice(places.items(), MAX_LINKED))

    def _room_for_all(self, slug: str, own_id: RoomId) -> RoomId | None:
        """The room of that address, if who reads in this one may read there: it is the same one, or a public one."""
        try:
            room = self._directory.room_by_slug(slug)
        except NotFound:
            return None
        return room.id if room.id == own_id or not room.is_private else None

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


def _at_their_places(
    places: Mapping[MessageId, RoomId], found: Mapping[MessageId, PostedMessage]
) -> tuple[PostedMessage, ...]:
    """Only what is where the address says: anybody may type a room's address and a number."""
    linked = (found[message_id] for message_id in places if message_id in found)
    return tuple(message for message in linked if message.room_id == places[message.id])
