"""Which rooms a lobby shows: one's own, and of the public ones those in which something was said last."""

from dataclasses import dataclass, field
from datetime import datetime

from livechat.ids import RoomId, UserId
from livechat.records import RoomInfo
from livechat.services.directory import Directory, by_name

PAGE_ROOMS = 200


@dataclass(frozen=True, slots=True)
class Listing:
    """The rooms by name; `has_more` while there are other public ones."""

    room_ids: tuple[RoomId, ...] = ()
    has_more: bool = False
    rooms: frozenset[RoomId] = field(default=frozenset(), compare=False)


class Listings:
    """Looks through all rooms when some have changed, and at memberships when those have; otherwise it remembers.

    It never answers with what was true before: `version` is compared with the directory itself, not with events.
    """

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._public: list[RoomId] = []  # the liveliest first
        self._public_at: tuple[int, int] | None = None  # the revision of the rooms, and how often their order changed
        self._reorderings = 0
        self._first: dict[int, frozenset[RoomId]] = {}
        self._kept: dict[tuple[int, frozenset[RoomId]], Listing] = {}

    @property
    def version(self) -> tuple[int, int, int]:
        """Another one when what `of` has answered may be otherwise now."""
        return self._directory.rooms_revision, self._directory.members_revision, self._reorderings

    def note_activity(self, room_id: RoomId) -> None:
        """Something was said: a room of later pages comes to the first."""
        if room_id not in self._first.get(PAGE_ROOMS, ()):
            self._reorderings += 1

    def of(self, user_id: UserId, most: int) -> Listing:
        """Somebody's own rooms and up to `most` public ones."""
        self._look()
        first = self._first.setdefault(most, frozenset(self._public[:most]))
        more = frozenset(room.id for room in self._directory.rooms_of(user_id)) - first
        if (most, more) not in self._kept:
            self._kept[most, more] = self._listed(first, more)
        return self._kept[most, more]

    def _look(self) -> None:
        at = self._directory.rooms_revision, self._reorderings
        if at != self._public_at:
            self._public_at = at
            self._public = [room.id for room in sorted(self._directory.public_rooms, key=self._last_said, reverse=True)]
            self._first = {PAGE_ROOMS: frozenset(self._public[:PAGE_ROOMS])}
            self._kept.clear()

    def _last_said(self, room: RoomInfo) -> datetime:
        return self._directory.active_at(room.id) or room.inserted_at

    def _listed(self, first: frozenset[RoomId], more: frozenset[RoomId]) -> Listing:
        rooms = sorted((self._directory.room(room_id) for room_id in first | more), key=by_name)
        public = sum(not room.is_private for room in rooms)
        return Listing(tuple(room.id for room in rooms), public < len(self._public), first | more)
