"""Who belongs to which room: join, leave."""

from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.clock import Clock
from livechat.errors import Forbidden
from livechat.events import MembershipChanged
from livechat.i18n.text import lazy_gettext
from livechat.ids import RoomId, UserId
from livechat.models import Role
from livechat.records import Member
from livechat.services.access import Access, Rule, allowed
from livechat.services.directory import Directory
from livechat.services.rate_limits.costs import Cost
from livechat.services.rooms.room_event_routing import RoomEventRouting
from livechat.services.rooms.room_registry import RoomRegistry
from livechat.store import memberships as store

ONLY_ADMIN = lazy_gettext("You are this room's only administrator: delete the room instead of leaving it.")
LAST_OF_A_PRIVATE_ROOM = lazy_gettext(
    "You are the last member of this private room, and nobody could come back to it: delete the room instead."
)


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

    @allowed(Rule.READER, Cost.MEMBERSHIP)
    async def join(self, user_id: UserId, room_id: RoomId) -> Member:
        """Become a member of a public room. Raises NotFound, Forbidden or Unavailable."""
        if (already := self._directory.member(user_id, room_id)) is not None:
            return already
        now = self._clock.now()

        async def apply(tx: AsyncConnection) -> Member:
            self.access.require(Rule.READER, user_id, room_id)
            return await store.insert(tx, user_id=user_id, room_id=room_id, role=Role.MEMBER, joined_at=now)

        def committed(member: Member) -> None:
            if self._directory.member(user_id, room_id) is None:
                self._directory.put_member(member)
                self._tell(user_id, room_id, member)

        return await self._registry.get(room_id).change(user_id, apply, committed)

    @allowed(Rule.READER, Cost.MEMBERSHIP)
    async def leave(self, user_id: UserId, room_id: RoomId) -> None:
        """Give up the membership.

        Raises NotFound, Unavailable, or Forbidden where it would leave others without an administrator, or a private
        room without anybody who could find it.
        """

        async def apply(tx: AsyncConnection) -> None:
            self._require_successor(user_id, room_id)
            await store.delete(tx, user_id, room_id)

        def committed(_: None) -> None:
            if self._directory.member(user_id, room_id) is not None:
                self._directory.drop_member(user_id, room_id)
                self._tell(user_id, room_id, None)

        await self._registry.get(room_id).change(user_id, apply, committed)

    def _tell(self, user_id: UserId, room_id: RoomId, member: Member | None) -> None:
        room, person = self._directory.room(room_id), self._directory.person(user_id)
        self._events.membership(MembershipChanged(room, person, member))

    def _require_successor(self, user_id: UserId, room_id: RoomId) -> None:
        if self._directory.member(user_id, room_id) is None:
            return
        if self._directory.member_count(room_id) == 1:
            if self._directory.room(room_id).is_private:
                raise Forbidden(LAST_OF_A_PRIVATE_ROOM)
        elif self._is_only_admin(user_id, room_id):
            raise Forbidden(ONLY_ADMIN)

    def _is_only_admin(self, user_id: UserId, room_id: RoomId) -> bool:
        members = self._directory.members(room_id)
        return [person.id for person in members if self._directory.is_room_admin(person.id, room_id)] == [user_id]
