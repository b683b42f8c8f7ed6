"""One room's messages as numbers: unread is a subtraction, however many they are. Pure arithmetic."""

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field

from livechat.ids import UserId

NOTHING = -1  # the position before the first message


@dataclass(slots=True)
class RoomPositions:
    """The newest position, those of deleted messages in their order, and up to where each member has read."""

    last: int = NOTHING
    deleted: list[int] = field(default_factory=list)
    read: dict[UserId, int] = field(default_factory=dict)

    def unread(self, user_id: UserId) -> int:
        """How many messages somebody has not read; none of them is deleted. 0 for who is no member."""
        read = self.read.get(user_id, self.last)
        if read >= self.last:
            return 0
        return self.last - read - (len(self.deleted) - bisect_right(self.deleted, read))

    def first_unread(self, user_id: UserId) -> int | None:
        """The position of the oldest message that somebody has not read, if there is one."""
        if not self.unread(user_id):
            return None
        position = self.read[user_id] + 1
        for deleted in self.deleted[bisect_left(self.deleted, position) :]:
            if deleted != position:
                break
            position += 1
        return position

    def delete(self, position: int) -> None:
        """A message is deleted; a second time it is no other."""
        if not self._is_deleted(position):
            insort(self.deleted, position)

    def restore(self, position: int) -> None:
        """A deletion was undone."""
        if self._is_deleted(position):
            self.deleted.remove(position)

    def _is_deleted(self, position: int) -> bool:
        index = bisect_left(self.deleted, position)
        return index < len(self.deleted) and self.deleted[index] == position
