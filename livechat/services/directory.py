"""Who and what there is, in memory: people and what they prefer, rooms, memberships; so authorising is a look-up.

The database is the truth; this is filled from it at the start and kept in step after each commit.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from livechat.db import Database
from livechat.errors import Forbidden, NotFound
from livechat.i18n.text import lazy_gettext
from livechat.ids import RoomId, UserId
from livechat.models import Role
from livechat.preferences.choices import Preferences
from livechat.records import Member, Person, RoomInfo
from livechat.store import memberships, rooms, users

AS_IT_COMES = Preferences()


class Directory:
    """All people, rooms and memberships. Every method is synchronous."""

    def __init__(self) -> None:
        self._people: dict[UserId, Person] = {}
        self._preferences: dict[UserId, Preferences] = {}  # of those who have chosen something
        self._rooms: dict[RoomId, RoomInfo] = {}
        self._by_slug: dict[str, RoomInfo] = {}
        self._members: defaultdict[RoomId, dict[UserId, Member]] = defaultdict(dict)
        self._rooms_of: defaultdict[UserId, set[RoomId]] = defaultdict(set)
        self._active_at: dict[RoomId, datetime] = {}
        self.rooms_revision = self.members_revision = 0  # each rises with every change

    async def load(self, db: Database) -> None:
        """Fill an empty directory from the database."""
        async with db.read() as tx:
            people, all_rooms = await users.list_people(tx), await rooms.list_all(tx)
            self._preferences.update(await users.list_preferences(tx))
            members, active_at = await memberships.list_all(tx), await rooms.list_last_message_times(tx)
        self._people.update((person.id, person) for person in people)
        for room in all_rooms:
            self.put_room(room)
        for member in members:
            self.put_member(member)
        self._active_at.update(active_at)

    # People

    def person(self, user_id: UserId) -> Person:
        """Raises NotFound."""
        try:
            return self._people[user_id]
        except KeyError:
            raise NotFound from None

    def active_person(self, user_id: UserId) -> Person:
        """Somebody who may act. Raises Forbidden for a deactivated account."""
        person = self.person(user_id)
        if not person.is_active:
            raise Forbidden(lazy_gettext("This account is deactivated. Ask an administrator of this server."))
        return person

    def put_person(self, person: Person) -> None:
        self._people[person.id] = person

    def preferences(self, user_id: UserId) -> Preferences:
        """What somebody has chosen, or what comes by itself."""
        return self._preferences.get(user_id, AS_IT_COMES)

    def put_preferences(self, user_id: UserId, chosen: Preferences) -> None:
        self._preferences[user_id] = chosen

    @property
    def people(self) -> Iterable[Person]:
        return self._people.values()

    # Rooms

    def room(self, room_id: RoomId) -> RoomInfo:
        """Raises NotFound."""
        try:
            return self._rooms[room_id]
        except KeyError:
            raise NotFound from None

    def has_room(self, room_id: RoomId) -> bool:
        return room_id in self._rooms

    def room_by_slug(self, slug: str) -> RoomInfo:
        """Raises NotFound."""
        try:
            return self._by_slug[slug]
        except KeyError:
            raise NotFound from None

    def put_room(self, room: RoomInfo) -> None:
        self.rooms_revision += 1
        self._rooms[room.id] = self._by_slug[room.slug] = room

    def drop_room(self, room_id: RoomId) -> None:
        self.rooms_revision += 1
        room = self._rooms.pop(room_id)
        del self._by_slug[room.slug]
        self._active_at.pop(room_id, None)
        for user_id in self._members.pop(room_id, {}):
            self._rooms_of[user_id].discard(room_id)

    @property
    def public_rooms(self) -> list[RoomInfo]:
        return sorted((room for room in self._rooms.values() if not room.is_private), key=by_name)

    def readable_rooms(self, user_id: UserId) -> list[RoomInfo]:
        """The public rooms and somebody's own private ones, by name."""
        own_private = [room for room in self.rooms_of(user_id) if room.is_private]
        return sorted(self.public_rooms + own_private, key=by_name)

    def rooms_of(self, user_id: UserId) -> list[RoomInfo]:
        """The rooms that somebody belongs to, by name."""
        return sorted((self._rooms[room_id] for room_id in self._rooms_of[user_id]), key=by_name)

    def active_at(self, room_id: RoomId) -> datetime | None:
        """When something was last said there."""
        return self._active_at.get(room_id)

    def note_activity(self, room_id: RoomId, at: datetime) -> None:
        """It never goes back: a message that was sent again may be an old one."""
        self._active_at[room_id] = max(at, self._active_at.get(room_id, at))

    # Memberships

    def member(self, user_id: UserId, room_id: RoomId) -> Member | None:
        return self._members[room_id].get(user_id) if room_id in self._members else None

    def members(self, room_id: RoomId) -> list[Person]:
        """The people who belong to a room, by name."""
        ids = self._members.get(room_id, {})
        return sorted((self._people[user_id] for user_id in ids), key=lambda person: person.display_name.casefold())

    def member_count(self, room_id: RoomId) -> int:
        return len(self._members.get(room_id, {}))

    def is_room_admin(self, user_id: UserId, room_id: RoomId) -> bool:
        member = self.member(user_id, room_id)
        return member is not None and member.role == Role.ADMIN

    def put_member(self, member: Member) -> None:
        self.members_revision += 1
        self._members[member.room_id][member.user_id] = member
        self._rooms_of[member.user_id].add(member.room_id)

    def drop_member(self, user_id: UserId, room_id: RoomId) -> None:
        self.members_revision += 1
        self._members[room_id].pop(user_id, None)
        self._rooms_of[user_id].discard(room_id)


def by_name(room: RoomInfo) -> tuple[str, int]:
    """The order of rooms."""
    return room.name.casefold(), room.id
