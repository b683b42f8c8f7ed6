"""Who belongs to which room: join, leave."""

from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.clock import Clock
from livechat.errors import Forbidden
from livechat.events import MembershipChanged
from livechat.ids import RoomId, UserId
from livechat.models import Role
from livechat.records import Member
from livechat.services.access import Access, Rule, allowed
from livechat.services.directory import Directory
from livechat.services.rooms.room_event_routing import RoomEventRouting
from livechat.services.rooms.room_registry import RoomRegistry
from livechat.store import memberships as store


class Memberships:
    """The verbs on memberships."""

    def __init__(
        self,
        *,
        access: Access,
        directory: Directory,
        registry: RoomRegistry,
        events: RoomEventRouting,
        clock: Clock,
    ) -> None:
        self.access = access
        self._directory = directory
        self._registry = registry
        self._events = events
        self._clock = clock

    @allowed(Rule.READER)
    async def join(self, user_id: UserId, room_id: RoomId) -> Member:
        """Become a member of a public room. Raises NotFound, Forbidden or Unavailable."""
        room, person = self._directory.room(room_id), self._directory.person(user_id)
        if (already := self._directory.member(user_id, room_id)) is not None:
            return already
        now = self._clock.now()

        async def apply(tx: AsyncConnection) -> Member:
            return await store.insert(tx, user_id=user_id, room_id=room_id, role=Role.MEMBER, joined_at=now)

        def committed(member: Member) -> None:
            self._directory.put_member(member)
            self._events.membership(MembershipChanged(room, person, member))

        return await self._registry.get(room_id).change(apply, committed)

    @allowed(Rule.READER)
    async def leave(self, user_id: UserId, room_id: RoomId) -> None:
        """Give up the membership. Raises NotFound, Unavailable, or Forbidden for the last administrator of others."""
        room, person = self._directory.room(room_id), self._directory.person(user_id)
        if self._is_last_admin(user_id, room_id):
            raise Forbidden("You are this room's only administrator: delete the room instead of leaving it.")

        async def apply(tx: AsyncConnection) -> None:
            await store.delete(tx, user_id, room_id)

        def committed(_: None) -> None:
            self._directory.drop_member(user_id, room_id)
            self._events.membership(MembershipChanged(room, person, None))

        await self._registry.get(room_id).change(apply, committed)

    def _is_last_admin(self, user_id: UserId, room_id: RoomId) -> bool:
        admins = [p.id for p in self._directory.members(room_id) if self._directory.is_room_admin(p.id, room_id)]
        return admins == [user_id] and self._directory.member_count(room_id) > 1
