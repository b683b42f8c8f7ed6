"""Emoji that members put under messages."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.clock import Clock
from livechat.db import Database
from livechat.emoji.names import toned, whole
from livechat.errors import Forbidden, Invalid, NotFound
from livechat.events import ReactionsChanged, room_topic
from livechat.i18n.text import lazy_gettext
from livechat.ids import MessageId, RoomId, UserId
from livechat.records import Person, Reaction
from livechat.services.access import Access, Rule, allowed
from livechat.services.directory import Directory
from livechat.services.messages.lookup import DELETED
from livechat.services.pubsub import PubSub
from livechat.services.rate_limits.costs import Cost
from livechat.services.rooms.room_registry import RoomRegistry
from livechat.store.message_life import reactions as store
from livechat.store.message_life.reactions import Place

MAX_KINDS = 20  # of emoji under one message
FAVOURITES = 6
BEGINNERS_FAVOURITES = ("👍", "❤️", "😂", "🎉", "👀", "🙏")

NO_EMOJI = lazy_gettext("This is not an emoji that can be put under a message.")
FULL = lazy_gettext("A message takes at most {most} different emoji.", most=MAX_KINDS)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What somebody wants to be under a message. `wants` says of one's own emoji whether it is to be there."""

    user_id: UserId
    room_id: RoomId
    message_id: MessageId
    emoji: str
    wants: Callable[[bool], bool]


class Reactions:
    """The verbs on reactions. With or without U+FE0F an emoji is the same."""

    def __init__(
        self, *, db: Database, bus: PubSub, access: Access, directory: Directory, registry: RoomRegistry, clock: Clock
    ) -> None:
        self.access = access
        self._db = db
        self._bus = bus
        self._directory = directory
        self._registry = registry
        self._clock = clock

    @allowed(Rule.MEMBER, Cost.REACT)
    async def react(self, user_id: UserId, room_id: RoomId, message_id: MessageId, emoji: str) -> None:
        """Put an emoji under a message; a second time changes nothing.

        Raises Invalid for what is no emoji, or one kind too many, Forbidden, NotFound, RateLimited or Unavailable.
        """
        await self._change(_Asked(user_id, room_id, message_id, emoji, lambda _: True))

    @allowed(Rule.MEMBER, Cost.REACT)
    async def unreact(self, user_id: UserId, room_id: RoomId, message_id: MessageId, emoji: str) -> None:
        """Take one's own away, if it is there. Raises as `react` does."""
        await self._change(_Asked(user_id, room_id, message_id, emoji, lambda _: False))

    @allowed(Rule.MEMBER, Cost.REACT)
    async def toggle(self, user_id: UserId, room_id: RoomId, message_id: MessageId, emoji: str) -> None:
        """Put one's own there, or take it away. Raises as `react` does."""
        await self._change(_Asked(user_id, room_id, message_id, emoji, lambda is_there: not is_there))

    @allowed(Rule.READER, Cost.READ)
    async def list_people(
        self, user_id: UserId, room_id: RoomId, message_id: MessageId
    ) -> list[tuple[str, list[Person]]]:
        """Who put what under a message, what came first is first. Raises NotFound, RateLimited or Unavailable."""
        async with self._db.read() as tx:
            place = await _find(tx, room_id, message_id)
        if place.is_deleted:
            return []
        person = self._directory.person
        return [(reaction.emoji, [person(user_id) for user_id in reaction.people]) for reaction in place.reactions]

    @allowed(Rule.MEMBER, Cost.READ)
    async def favourites(self, user_id: UserId, room_id: RoomId) -> list[str]:
        """The emoji that the person uses most, filled up with what most people do, in their skin tone.

        Raises Forbidden, NotFound, RateLimited or Unavailable.
        """
        async with self._db.read() as tx:
            used = await store.list_most_used(tx, user_id, FAVOURITES)
        tone = self._directory.preferences(user_id).skin_tone
        usual = [toned(emoji, tone) for emoji in BEGINNERS_FAVOURITES]
        return list(dict.fromkeys([*used, *usual]))[:FAVOURITES]

    async def _change(self, asked: _Asked) -> None:
        emoji = whole(asked.emoji)
        if not emoji:
            raise Invalid("emoji", NO_EMOJI)

        async def apply(tx: AsyncConnection) -> ReactionsChanged | None:
            self.access.require(Rule.MEMBER, asked.user_id, asked.room_id)
            return await self._apply(tx, asked, emoji)

        def committed(changed: ReactionsChanged | None) -> None:
            if changed is not None:
                self._bus.publish(room_topic(asked.room_id), changed)

        await self._registry.get(asked.room_id).change(asked.user_id, apply, committed)

    async def _apply(self, tx: AsyncConnection, asked: _Asked, emoji: str) -> ReactionsChanged | None:
        """What is otherwise now, or None."""
        place = await _find(tx, asked.room_id, asked.message_id)
        if place.is_deleted:
            raise Forbidden(DELETED)
        people = {reaction.emoji: reaction.people for reaction in place.reactions}
        is_there = asked.user_id in people.get(emoji, ())
        if asked.wants(is_there) == is_there:
            return None
        if is_there:
            await store.delete(tx, asked.message_id, emoji, asked.user_id)
            people[emoji] = tuple(user_id for user_id in people[emoji] if user_id != asked.user_id)
        else:
            if emoji not in people and len(people) >= MAX_KINDS:
                raise Invalid("emoji", FULL)
            await store.insert(tx, asked.message_id, emoji, asked.user_id, self._clock.now())
            people[emoji] = (*people.get(emoji, ()), asked.user_id)
        reactions = tuple(Reaction(each, who) for each, who in people.items() if who)
        return ReactionsChanged(asked.message_id, place.position, reactions)


async def _find(tx: AsyncConnection, room_id: RoomId, message_id: MessageId) -> Place:
    place = await store.find_place(tx, room_id, message_id)
    if place is None:
        raise NotFound
    return place
