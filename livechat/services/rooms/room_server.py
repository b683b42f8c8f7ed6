"""One active room: an actor through which every change of the room passes, in order.

Posts that wait together are written in one transaction (group commit), then told on the bus, then acknowledged. Any
other change has a transaction of its own, so whoever comes after it is judged by what it has changed.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.clock import Clock
from livechat.db import Database
from livechat.errors import ChatError, Unavailable
from livechat.events import ROOMS, MessagePosted, RoomActive, room_topic
from livechat.i18n.text import lazy_gettext
from livechat.ids import MessageId, RoomId, UserId
from livechat.markup.own_links import own_links_in
from livechat.records import NewMessage, Person, PostedMessage
from livechat.services.access import Access, Rule
from livechat.services.directory import Directory
from livechat.services.pubsub import PubSub
from livechat.services.rooms.kept_html import KeptHtml
from livechat.services.rooms.rendering import Rendering
from livechat.services.rooms.room_inbox import Change, Entry, Post, RoomInbox, fail
from livechat.store import drafts, messages

R = TypeVar("R")

INBOX_LIMIT = 1_000  # changes waiting; more are refused
INBOX_LIMIT_EACH = 100  # of one person


class RoomServer:
    """The room's actor; a supervisor keeps `run` alive."""

    def __init__(
        self,
        room_id: RoomId,
        *,
        db: Database,
        bus: PubSub,
        access: Access,
        directory: Directory,
        rendering: Rendering,
        html: KeptHtml,
        clock: Clock,
    ) -> None:
        self.room_id = room_id
        self._db = db
        self._bus = bus
        self._access = access
        self._directory = directory
        self._rendering = rendering
        self._html = html
        self._clock = clock
        self._inbox = RoomInbox(INBOX_LIMIT, each=INBOX_LIMIT_EACH)
        self._accepts = True
        self._used_at = clock.monotonic()

    # What callers use

    async def post(
        self, author: Person, body: str, client_message_id: str, reply_to_id: MessageId | None = None
    ) -> PostedMessage:
        """Store a message; the same `client_message_id` again answers with the message that is there.

        Raises NotFound or Forbidden when its author is no member any more at its turn, or Unavailable.
        """
        html = await self._rendering.html(body)  # before the transaction, which others wait for
        now, version = self._clock.now(), self._rendering.version
        message = NewMessage(self.room_id, author.id, body, client_message_id, now, html, version, reply_to_id)
        result: asyncio.Future[PostedMessage] = asyncio.get_running_loop().create_future()
        self._accept(Post(message, author, result))
        return await result

    async def change(
        self, by: UserId, apply: Callable[[AsyncConnection], Awaitable[R]], committed: Callable[[R], None]
    ) -> R:
        """Write something else of this room in somebody's name; `committed` tells it on before the caller continues.

        Nothing else of the room changes from the beginning of `apply` to the end of `committed`: what `apply` finds
        allowed stays so. Once it is written it is told, also when nobody awaits it any more. Raises what `apply` raises
        as a ChatError, or Unavailable.
        """
        result: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._accept(Change(by, apply, committed, result))
        return await result

    def idle_seconds(self) -> float:
        """How long nothing has been asked of the room; 0 while something waits."""
        return 0.0 if len(self._inbox) else self._clock.monotonic() - self._used_at

    # The actor

    async def run(self) -> None:
        """Write what arrives, for ever; a crash fails everyone who waits."""
        self._accepts = True
        taken: list[Entry] = []
        try:
            while True:
                turn = await self._inbox.take()
                if isinstance(turn, Change):
                    taken = [turn]
                    await self._apply(turn)
                else:
                    taken = [*turn]
                    await self._write(turn)
        finally:
            self._accepts = False
            restarting = Unavailable(lazy_gettext("The room is restarting. Please try again."))
            fail(taken, restarting)
            self._inbox.fail(restarting)

    def _accept(self, entry: Entry) -> None:
        self._used_at = self._clock.monotonic()
        if not self._accepts or not self._inbox.has_place_for(entry.by):
            raise Unavailable(lazy_gettext("The room is busy. Please try again in a moment."))
        self._inbox.put(entry)

    async def _apply(self, change: Change) -> None:
        try:
            async with self._db.write(by=change.by) as tx:
                outcome = await change.apply(tx)
        except ChatError as error:
            fail([change], error)
            return
        change.committed(outcome)
        if not change.result.done():
            change.result.set_result(outcome)

    async def _write(self, posts: list[Post]) -> None:
        posts = [post for post in posts if self._admits(post)]
        if not posts:
            return
        try:
            async with self._db.write(by=("room", self.room_id), first=True) as tx:
                stored = await self._insert(tx, posts)
        except Unavailable as error:
            fail(posts, error)
        else:
            self._publish(posts, [(await self._with_html(message), is_new) for message, is_new in stored])

    def _admits(self, post: Post) -> bool:
        """Whether its author may still write, after all that came before."""
        try:
            self._access.require(Rule.MEMBER, post.author.id, self.room_id)
        except ChatError as error:
            fail([post], error)
            return False
        return True

    async def _insert(self, tx: AsyncConnection, posts: list[Post]) -> list[tuple[PostedMessage, bool]]:
        stored = await messages.insert_many(tx, [(post.message, post.author) for post in posts])
        await drafts.clear_many(tx, self.room_id, [(post.author.id, post.message.client_message_id) for post in posts])
        return stored

    async def _with_html(self, message: PostedMessage) -> PostedMessage:
        """The message with what its row quotes: what it answers, and what it links to."""
        if message.reply_to is None and not own_links_in(message.html):
            return message
        try:
            return (await self._html.complete([message]))[0]
        except Unavailable:  # it is stored, so it is told: who comes later reads what it quotes
            return message

    def _publish(self, posts: list[Post], stored: list[tuple[PostedMessage, bool]]) -> None:
        for post, (message, is_new) in zip(posts, stored, strict=True):
            if is_new:
                self._bus.publish(room_topic(self.room_id), MessagePosted(message))
            if not post.result.done():
                post.result.set_result(message)
        if moments := [message.inserted_at for message, is_new in stored if is_new]:
            self._directory.note_activity(self.room_id, max(moments))
            self._bus.publish(ROOMS, RoomActive(self._directory.room(self.room_id)))
