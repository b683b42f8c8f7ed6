"""Messages that a room keeps at hand: its administrators pin them, everybody who reads along finds them."""

from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.clock import Clock
from livechat.db import Database
from livechat.errors import Invalid
from livechat.events import PinChanged, room_topic
from livechat.i18n.text import lazy_gettext
from livechat.ids import MessageId, RoomId, UserId
from livechat.records import PinnedMessage, PostedMessage
from livechat.services.access import Access, Rule, allowed
from livechat.services.directory import Directory
from livechat.services.messages.lookup import find_live, find_message
from livechat.services.pubsub import PubSub
from livechat.services.rate_limits.costs import Cost
from livechat.services.rooms.kept_html import KeptHtml
from livechat.services.rooms.room_registry import RoomRegistry
from livechat.store.message_life import pins as store

MAX_PINS = 50  # of one room
TOO_MANY = lazy_gettext("A room has at most {most} pinned messages. Unpin one first.", most=MAX_PINS)


class Pins:
    """The verbs on pins."""

    def __init__(
        self,
        *,
        db: Database,
        bus: PubSub,
        access: Access,
        directory: Directory,
        registry: RoomRegistry,
        html: KeptHtml,
        clock: Clock,
    ) -> None:
        self._db = db
        self._bus = bus
        self.access = access
        self._directory = directory
        self._registry = registry
        self._html = html
        self._clock = clock

    @allowed(Rule.ROOM_ADMIN, Cost.PIN)
    async def pin(self, user_id: UserId, room_id: RoomId, message_id: MessageId) -> None:
        """Keep a message at hand; one that is pinned stays so.

        Raises NotFound, Unavailable, Forbidden, also for a deleted message, or Invalid where there are too many.
        """
        now = self._clock.now()

        async def apply(tx: AsyncConnection) -> PostedMessage | None:
            self.access.require(Rule.ROOM_ADMIN, user_id, room_id)
            message = await find_live(tx, room_id, message_id)
            if message.is_pinned:
                return None
            if await store.count(tx, room_id) >= MAX_PINS:
                raise Invalid("pin", TOO_MANY)
            await store.insert(tx, message_id, room_id, user_id, now)
            return message

        await self._registry.get(room_id).change(user_id, apply, lambda message: self._tell(message, is_pinned=True))

    @allowed(Rule.ROOM_ADMIN, Cost.PIN)
    async def unpin(self, user_id: UserId, room_id: RoomId, message_id: MessageId) -> None:
        """Keep it at hand no longer, nor when its deletion is undone. Raises NotFound, Forbidden or Unavailable."""

        async def apply(tx: AsyncConnection) -> PostedMessage | None:
            self.access.require(Rule.ROOM_ADMIN, user_id, room_id)
            message = await find_message(tx, room_id, message_id)
            await store.delete(tx, message_id)
            return message if message.is_pinned else None

        await self._registry.get(room_id).change(user_id, apply, lambda message: self._tell(message, is_pinned=False))

    @allowed(Rule.READER, Cost.LIST)
    async def list_pinned(self, user_id: UserId, room_id: RoomId) -> list[PinnedMessage]:
        """The room's pinned messages, the one that was pinned last first. Raises NotFound, Forbidden or Unavailable."""
        async with self._db.read() as tx:
            pinned = await store.list_pinned(tx, room_id)
        messages = await self._html.complete([message for message, _, _ in pinned])
        return [
            PinnedMessage(message, self._directory.person(by), at)
            for message, (_, by, at) in zip(messages, pinned, strict=True)
        ]

    def _tell(self, message: PostedMessage | None, *, is_pinned: bool) -> None:
        """None where nothing has changed."""
        if message is not None:
            event = PinChanged(message.id, message.position, is_pinned)
            self._bus.publish(room_topic(message.room_id), event)
