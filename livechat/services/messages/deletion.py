"""Deleting what was said, and taking that back."""

import logging

from nicegui import binding
from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.clock import Clock
from livechat.errors import Forbidden
from livechat.events import MessageDeleted, MessageRestored, room_topic
from livechat.i18n.text import lazy_gettext
from livechat.ids import MessageId, RoomId, UserId
from livechat.records import PostedMessage
from livechat.services.access import Access, Rule, allowed
from livechat.services.directory import Directory
from livechat.services.messages.erasure import Erasure
from livechat.services.messages.lookup import find_live, find_message
from livechat.services.messages.pins import MAX_PINS
from livechat.services.pubsub import PubSub
from livechat.services.rate_limits.costs import Cost
from livechat.services.rooms.kept_html import KeptHtml
from livechat.services.rooms.room_registry import RoomRegistry
from livechat.store.message_life import deletions as store
from livechat.store.message_life import pins

OTHERS = lazy_gettext("Only an administrator may delete what others have said.")
TOO_LATE = lazy_gettext("It is too late to undo this.")
NOT_DELETED = lazy_gettext("This message is not deleted.")
BY_ANOTHER = lazy_gettext("Only who deleted this message may undo it.")

log = logging.getLogger(__name__)


class LatestDeletion:
    """Which message was deleted last, as a bindable property; None when that was undone."""

    message_id = binding.BindableProperty()

    def __init__(self) -> None:
        self.message_id = None


class Deletion:
    """The verbs that make a message a tombstone, and a message again."""

    def __init__(
        self,
        *,
        access: Access,
        directory: Directory,
        registry: RoomRegistry,
        erasure: Erasure,
        html: KeptHtml,
        bus: PubSub,
        clock: Clock,
    ) -> None:
        self.access = access
        self._directory = directory
        self._registry = registry
        self._erasure = erasure
        self._html = html
        self._bus = bus
        self._clock = clock
        self._latest: LatestDeletion | None = None  # made for the first that follows it

    @allowed(Rule.SIGNED_IN, Cost.IN_MEMORY)
    def latest(self, user_id: UserId) -> LatestDeletion:
        """For what shows messages of many rooms, and has to forget one. Raises Forbidden."""
        self._latest = self._latest or LatestDeletion()
        return self._latest

    @allowed(Rule.READER, Cost.DELETE)
    async def delete(self, user_id: UserId, room_id: RoomId, message_id: MessageId) -> PostedMessage:
        """Take one's own message away from everybody, or as an administrator anybody's; answers with what is left.

        Raises NotFound, Forbidden or Unavailable.
        """
        now = self._clock.now()

        async def apply(tx: AsyncConnection) -> PostedMessage:
            message = await find_live(tx, room_id, message_id)
            self._require_may_delete(user_id, message)
            await store.mark(tx, message_id, by=user_id, at=now)
            return await find_message(tx, room_id, message_id)

        def committed(message: PostedMessage) -> None:
            self._erasure.begin(message_id)
            self._tell_latest(message_id)
            self._bus.publish(room_topic(room_id), MessageDeleted(message))
            self._audit("deleted", user_id, message)

        return await self._registry.get(room_id).change(user_id, apply, committed)

    @allowed(Rule.READER, Cost.DELETE)
    async def undo_delete(self, user_id: UserId, room_id: RoomId, message_id: MessageId) -> PostedMessage:
        """Have the message be as it was: for who deleted it, in time, and while they might delete it.

        Only a pin is gone where the room has as many as it may have by now. Raises NotFound, Forbidden or Unavailable.
        """

        async def apply(tx: AsyncConnection) -> PostedMessage:
            message = await find_message(tx, room_id, message_id)
            self._require_may_undo(user_id, message)
            await store.unmark(tx, message_id)
            if await pins.count(tx, room_id) > MAX_PINS:  # another one has its place by now
                await pins.delete(tx, message_id)
            restored = await find_message(tx, room_id, message_id)
            return (await self._html.complete([restored]))[0]

        def committed(message: PostedMessage) -> None:
            self._erasure.undone(message_id)
            self._tell_latest(None)
            self._bus.publish(room_topic(room_id), MessageRestored(message))
            self._audit("restored", user_id, message)

        return await self._registry.get(room_id).change(user_id, apply, committed)

    def _tell_latest(self, message_id: MessageId | None) -> None:
        if self._latest is not None:
            self._latest.message_id = message_id

    def _require_may_delete(self, user_id: UserId, message: PostedMessage) -> None:
        if self.access.allows(Rule.MODERATOR, user_id, message.room_id):
            return
        self.access.require(Rule.MEMBER, user_id, message.room_id)
        if message.author.id != user_id:
            raise Forbidden(OTHERS)

    def _require_may_undo(self, user_id: UserId, message: PostedMessage) -> None:
        if message.deletion is None:
            raise Forbidden(NOT_DELETED)
        if message.deletion.by != user_id:
            raise Forbidden(BY_ANOTHER)
        if message.deletion.is_final or not self._erasure.may_be_undone(message.id):
            raise Forbidden(TOO_LATE)
        self._require_may_delete(user_id, message)

    def _audit(self, what: str, user_id: UserId, message: PostedMessage) -> None:
        """What the server's administrators do where they have no part of their own, the operator can read."""
        if message.author.id != user_id and not self._directory.is_room_admin(user_id, message.room_id):
            log.warning(
                "Administrator %d %s message %d of person %d in room %d.",
                user_id, what, message.id, message.author.id, message.room_id,
            )  # fmt: skip
