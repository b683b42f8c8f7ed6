"""Rooms as people use them: list, create, edit, delete."""

import secrets
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.clock import Clock
from livechat.db import Database
from livechat.errors import Invalid
from livechat.events import MembershipChanged
from livechat.i18n.text import lazy_gettext
from livechat.ids import RoomId, UserId
from livechat.models import Role
from livechat.records import Permissions, RoomInfo
from livechat.services.access import Access, Rule, allowed
from livechat.services.directory import Directory
from livechat.services.drafts.drafts import Drafts
from livechat.services.rate_limits.costs import Cost
from livechat.services.rate_limits.token_buckets import TokenBuckets
from livechat.services.rooms.room_event_routing import RoomEventRouting
from livechat.services.rooms.room_fields import clean_description, clean_name
from livechat.services.rooms.room_registry import RoomRegistry
from livechat.services.rooms.slugs import random_slug, slugify
from livechat.services.storage.scrubbing import Scrubbing
from livechat.store import memberships
from livechat.store import rooms as store

SLUG_MAX_CHARACTERS = 60


class Rooms:
    """The verbs on rooms; who belongs to them is in `memberships`."""

    def __init__(
        self,
        *,
        db: Database,
        access: Access,
        directory: Directory,
        registry: RoomRegistry,
        events: RoomEventRouting,
        drafts: Drafts,
        limiter: TokenBuckets,
        scrubbing: Scrubbing,
        clock: Clock,
    ) -> None:
        self._db = db
        self._directory = directory
        self._registry = registry
        self._drafts = drafts
        self._limiter = limiter
        self._scrubbing = scrubbing
        self._clock = clock
        self.access = access
        self._events = events

    @allowed(Rule.SIGNED_IN, Cost.IN_MEMORY)
    def list_readable(self, user_id: UserId) -> list[RoomInfo]:
        """The public rooms and one's own private ones, by name. Raises Forbidden."""
        return self._directory.readable_rooms(user_id)

    @allowed(Rule.READER, Cost.IN_MEMORY)
    def get(self, user_id: UserId, room_id: RoomId) -> RoomInfo:
        """A room that one may read. Raises NotFound or Forbidden."""
        return self._directory.room(room_id)

    @allowed(Rule.SIGNED_IN, Cost.IN_MEMORY)
    def get_by_slug(self, user_id: UserId, slug: str) -> RoomInfo:
        """The same by its address. Raises NotFound or Forbidden."""
        return self.get(user_id, self._directory.room_by_slug(slug).id)

    @allowed(Rule.READER, Cost.IN_MEMORY)
    def get_permissions(self, user_id: UserId, room_id: RoomId) -> Permissions:
        """What the person may do in the room now. Raises NotFound or Forbidden."""
        allows = partial(self.access.allows, user_id=user_id, room_id=room_id)
        return Permissions(
            is_member=allows(Rule.MEMBER),
            may_edit=allows(Rule.ROOM_ADMIN),
            may_delete=allows(Rule.ROOM_OR_SERVER_ADMIN),
            may_moderate=allows(Rule.MODERATOR),
        )

    @allowed(Rule.SIGNED_IN, Cost.MAKE_ROOM)
    async def create(self, user_id: UserId, *, name: str, description: str = "", is_private: bool = False) -> RoomInfo:
        """Make a room; its maker becomes its administrator. A private one's slug is random.

        Raises Invalid, Forbidden, RateLimited or Unavailable.
        """
        person = self._directory.person(user_id)
        name, description = clean_name(name), clean_description(description)
        now = self._clock.now()
        async with self._limiter.counted(user_id), self._db.write(by=user_id) as tx:
            room = await store.insert(
                tx,
                name=name,
                description=description,
                slug=random_slug() if is_private else await _free_slug(tx, name),
                creator_id=person.id,
                is_private=is_private,
                inserted_at=now,
            )
            member = await memberships.insert(tx, user_id=person.id, room_id=room.id, role=Role.ADMIN, joined_at=now)
        self._directory.put_room(room)
        self._directory.put_member(member)
        self._events.created(room)
        self._events.membership(MembershipChanged(room, person, member))
        return room

    @allowed(Rule.ROOM_ADMIN, Cost.CHANGE_ROOM)
    async def edit(
        self, user_id: UserId, room_id: RoomId, *, name: str, description: str, is_private: bool
    ) -> RoomInfo:
        """Change what a room is called and who sees it; the slug stays.

        Raises Invalid, NotFound, Forbidden or Unavailable.
        """
        name, description = clean_name(name), clean_description(description)

        async def apply(tx: AsyncConnection) -> RoomInfo:
            self.access.require(Rule.ROOM_ADMIN, user_id, room_id)
            return await store.update(tx, room_id, name=name, description=description, is_private=is_private)

        def committed(room: RoomInfo) -> None:
            before = self._directory.room(room_id)
            self._directory.put_room(room)
            self._events.updated(room, before)

        return await self._registry.get(room_id).change(user_id, apply, committed)

    @allowed(Rule.ROOM_OR_SERVER_ADMIN, Cost.CHANGE_ROOM)
    async def delete(self, user_id: UserId, room_id: RoomId, *, name: str) -> None:
        """Remove a room with all that was said in it; `name` repeats the room's name.

        Raises Invalid, NotFound, Forbidden or Unavailable.
        """

        async def apply(tx: AsyncConnection) -> None:
            self.access.require(Rule.ROOM_OR_SERVER_ADMIN, user_id, room_id)
            if name.strip() != self._directory.room(room_id).name:
                raise Invalid("name", lazy_gettext("That is not the room's name, so nothing was deleted."))
            await store.delete(tx, room_id)

        def committed(_: None) -> None:
            self._events.deleted(self._directory.room(room_id))
            self._directory.drop_room(room_id)
            self._drafts.forget_room(room_id)
            self._scrubbing.request()

        await self._registry.get(room_id).change(user_id, apply, committed)
        await self._registry.stop(room_id)


async def _free_slug(tx: AsyncConnection, name: str) -> str:
    base = slugify(name, max_characters=SLUG_MAX_CHARACTERS)
    taken = await store.slugs_like(tx, base)
    if base not in taken:
        return base
    while (slug := f"{base}-{secrets.token_hex(2)}") in taken:
        pass
    return slug
