"""Who is typing where; it ends by itself shortly after the last key."""

from livechat.clock import Clock
from livechat.events import TypingStarted, TypingStopped, room_topic
from livechat.ids import RoomId, UserId
from livechat.records import Person
from livechat.services.access import Access, Rule, allowed
from livechat.services.deadlines import Deadlines
from livechat.services.directory import Directory
from livechat.services.pubsub import PubSub
from livechat.services.rate_limits.costs import Cost

TYPING_TIMEOUT_SECONDS = 2.0


class TypingTracker:
    """Turns touches into one `TypingStarted` and one `TypingStopped`."""

    def __init__(self, bus: PubSub, access: Access, directory: Directory, clock: Clock) -> None:
        self._bus = bus
        self.access = access
        self._directory = directory
        self._deadlines: Deadlines[tuple[UserId, RoomId]] = Deadlines(clock, TYPING_TIMEOUT_SECONDS, self._stopped)

    async def run(self) -> None:
        """End what was not renewed, for ever."""
        await self._deadlines.run()

    @allowed(Rule.MEMBER, Cost.TYPING, quietly=True)
    def touch(self, user_id: UserId, room_id: RoomId) -> None:
        """Somebody pressed a key. Raises NotFound or Forbidden."""
        is_new = (user_id, room_id) not in self._deadlines
        self._deadlines.renew((user_id, room_id))
        if is_new:
            person = self._directory.person(user_id)
            self._bus.publish(room_topic(room_id), TypingStarted(room_id, person))

    @allowed(Rule.OWN, Cost.TAKES_BACK)
    def stop(self, user_id: UserId, room_id: RoomId) -> None:
        """Somebody sent, cleared the text or left."""
        if self._deadlines.drop((user_id, room_id)):
            self._stopped((user_id, room_id))

    def people(self, room_id: RoomId) -> list[Person]:
        """Who is typing in a room now."""
        return [self._directory.person(user_id) for user_id, room in self._deadlines if room == room_id]

    def _stopped(self, key: tuple[UserId, RoomId]) -> None:
        user_id, room_id = key
        self._bus.publish(room_topic(room_id), TypingStopped(room_id, self._directory.person(user_id)))
