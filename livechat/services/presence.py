"""Who has which room open: person → open tabs, told as joins and leaves of people."""

from collections import defaultdict

from livechat.clock import Clock
from livechat.events import PRESENCE, PresenceChanged, presence_topic
from livechat.ids import RoomId, UserId
from livechat.records import Person
from livechat.services.access import Access, Rule, allowed
from livechat.services.deadlines import Deadlines
from livechat.services.directory import Directory
from livechat.services.pubsub import PubSub
from livechat.services.rate_limits.costs import Cost

GRACE_SECONDS = 3.0  # a reload is over by then, and who closed the tab is gone within 5 s

TabKey = tuple[UserId, RoomId, str]  # person, room, key of the tab


class Presence:
    """Counts a person once however many tabs they have; a lost tab leaves only after a grace time."""

    def __init__(self, bus: PubSub, access: Access, directory: Directory, clock: Clock) -> None:
        self._bus = bus
        self.access = access
        self._directory = directory
        self._rooms: defaultdict[RoomId, dict[UserId, set[str]]] = defaultdict(dict)
        self._lost: Deadlines[TabKey] = Deadlines(clock, GRACE_SECONDS, lambda key: self.leave(*key))

    async def run(self) -> None:
        """Let lost tabs go once their grace time is over, for ever."""
        await self._lost.run()

    @allowed(Rule.READER, Cost.IN_MEMORY)
    def join(self, user_id: UserId, room_id: RoomId, key: str) -> None:
        """A tab opened the room, or came back."""
        self._lost.drop((user_id, room_id, key))
        tabs = self._rooms[room_id].setdefault(user_id, set())
        is_first = not tabs
        tabs.add(key)
        if is_first:
            self._publish(room_id, joins=(self._directory.person(user_id),))

    @allowed(Rule.OWN, Cost.TAKES_BACK)
    def leave(self, user_id: UserId, room_id: RoomId, key: str) -> None:
        """A tab went elsewhere, signed out, or its grace time is over."""
        self._lost.drop((user_id, room_id, key))
        people = self._rooms.get(room_id, {})
        tabs = people.get(user_id, set())
        if key not in tabs:
            return
        tabs.remove(key)
        if tabs:
            return
        del people[user_id]
        if not people:
            del self._rooms[room_id]
        self._publish(room_id, leaves=(self._directory.person(user_id),))

    @allowed(Rule.OWN, Cost.TAKES_BACK)
    def lose(self, user_id: UserId, room_id: RoomId, key: str) -> None:
        """A tab's connection broke: it may be a reload, so it leaves after the grace time."""
        if key in self._rooms.get(room_id, {}).get(user_id, ()):
            self._lost.renew((user_id, room_id, key))

    def online(self, room_id: RoomId) -> list[Person]:
        """Everybody who has the room open, by name."""
        people = [self._directory.person(user_id) for user_id in self._rooms.get(room_id, {})]
        return sorted(people, key=lambda person: person.display_name.casefold())

    def online_ids(self, room_id: RoomId) -> frozenset[UserId]:
        return frozenset(self._rooms.get(room_id, ()))

    def count(self, room_id: RoomId) -> int:
        """How many people have the room open."""
        return len(self._rooms.get(room_id, ()))

    def _publish(self, room_id: RoomId, joins: tuple[Person, ...] = (), leaves: tuple[Person, ...] = ()) -> None:
        event = PresenceChanged(room_id, joins, leaves)
        self._bus.publish(presence_topic(room_id), event)
        self._bus.publish(PRESENCE, event)
