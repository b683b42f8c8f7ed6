"""Messages that their authors change, and what those said before."""

from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.clock import Clock
from livechat.config import Settings
from livechat.db import Database
from livechat.errors import Forbidden, Invalid
from livechat.events import MessageEdited, room_topic
from livechat.i18n.text import lazy_gettext
from livechat.ids import MessageId, RoomId, UserId
from livechat.records import MessageVersion, PostedMessage, SavedEdit
from livechat.services.access import Access, Rule, allowed
from livechat.services.drafts.edit_drafts import EditDrafts
from livechat.services.messages.lookup import find_live
from livechat.services.pubsub import PubSub
from livechat.services.rate_limits.costs import Cost
from livechat.services.rooms.kept_html import KeptHtml
from livechat.services.rooms.messages import clean
from livechat.services.rooms.rendering import Rendering
from livechat.services.rooms.room_registry import RoomRegistry
from livechat.store.message_life import edit_drafts as edit_drafts_store
from livechat.store.message_life import versions as store
from livechat.text import is_blank, strip_unstorable

MAX_VERSIONS = 50
OF_ANOTHER = lazy_gettext("Only who wrote a message may change it.")
EMPTY = lazy_gettext("Delete the message instead of saving it empty.")


class Editing:
    """The verbs on what a message says."""

    def __init__(
        self,
        *,
        settings: Settings,
        db: Database,
        bus: PubSub,
        access: Access,
        registry: RoomRegistry,
        rendering: Rendering,
        html: KeptHtml,
        edit_drafts: EditDrafts,
        clock: Clock,
    ) -> None:
        self._max_characters = settings.message_max_characters
        self._db = db
        self._bus = bus
        self.access = access
        self._registry = registry
        self._rendering = rendering
        self._html = html
        self._edit_drafts = edit_drafts
        self._clock = clock

    @allowed(Rule.MEMBER, Cost.EDIT)
    async def edit(self, user_id: UserId, room_id: RoomId, message_id: MessageId, body: str) -> PostedMessage:
        """Have one's own message say something else; the same again changes nothing.

        Raises Invalid, Forbidden (also for a deleted one), Unavailable, or NotFound for no message of the room.
        """
        if is_blank(strip_unstorable(body)):
            raise Invalid("body", EMPTY)
        body = clean(body, self._max_characters)
        html, version = await self._rendering.html(body), self._rendering.version  # before the transaction
        said: dict[str, Any] = {"body": body, "html": html, "html_version": version}

        async def apply(tx: AsyncConnection) -> tuple[PostedMessage, bool]:
            self.access.require(Rule.MEMBER, user_id, room_id)
            before = await _find_own(tx, user_id, room_id, message_id)
            await edit_drafts_store.clear(tx, user_id, message_id)
            is_other = before.body != body
            after = replace(before, **said, edited_at=self._clock.now()) if is_other else before
            if is_other:
                await store.rewrite(tx, before, after)
            return (await self._html.complete([after]))[0], is_other

        def committed(outcome: tuple[PostedMessage, bool]) -> None:
            message, is_other = outcome
            self._edit_drafts.saved(user_id, room_id, SavedEdit(message_id, body))
            if is_other:
                self._bus.publish(room_topic(room_id), MessageEdited(message))

        message, _ = await self._registry.get(room_id).change(user_id, apply, committed)
        return message

    @allowed(Rule.MEMBER, Cost.READ)
    async def begin(self, user_id: UserId, room_id: RoomId, message_id: MessageId) -> PostedMessage:
        """One's own message, to be changed. Raises NotFound, Unavailable, or Forbidden as `edit` does."""
        async with self._db.read() as tx:
            return await _find_own(tx, user_id, room_id, message_id)

    @allowed(Rule.MEMBER, Cost.READ)
    async def begin_last(self, user_id: UserId, room_id: RoomId) -> PostedMessage | None:
        """One's newest message in the room, to be changed, if there is one, without what hangs on it.

        Raises NotFound, Forbidden, Unavailable.
        """
        async with self._db.read() as tx:
            return await store.find_last_of(tx, user_id, room_id)

    @allowed(Rule.MEMBER, Cost.READ)
    async def recover(self, user_id: UserId, room_id: RoomId, edit: SavedEdit) -> None:
        """Keep what a page shows of an edit that nobody has listened to for a while, unless it has been saved.

        Raises Unavailable, NotFound, or Forbidden where it cannot go on: the message is not there to be changed any
        more, or another one is being changed.
        """
        message = await self.begin(user_id, room_id, edit.message_id)
        known = self._edit_drafts.get(user_id, room_id)
        if known is not None and known.message_id != edit.message_id:
            raise Forbidden(OF_ANOTHER)
        is_saved = edit.body.strip("\n").rstrip() == message.body
        self._edit_drafts.put(user_id, room_id, None if is_saved else edit)

    @allowed(Rule.MEMBER, Cost.LIST)
    async def versions(self, user_id: UserId, room_id: RoomId, message_id: MessageId) -> list[MessageVersion]:
        """What a message has said, the oldest first and what it says now last; of many the newest `MAX_VERSIONS`.

        Raises NotFound, Unavailable, or Forbidden for a deleted one.
        """
        async with self._db.read() as tx:
            message = await find_live(tx, room_id, message_id)
            earlier = await store.list_earlier(tx, message_id, MAX_VERSIONS - 1)
        said = [*earlier, (message.body, message.edited_at or message.inserted_at)]
        return [MessageVersion(body, written_at) for body, written_at in said]


async def _find_own(tx: AsyncConnection, user_id: UserId, room_id: RoomId, message_id: MessageId) -> PostedMessage:
    message = await find_live(tx, room_id, message_id)
    if message.author.id != user_id:
        raise Forbidden(OF_ANOTHER)
    return message
