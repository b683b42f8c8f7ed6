"""What is on each person's own desk, whichever page they have open: what they are called and their rooms."""

from weakref import WeakValueDictionary

from nicegui import binding

from livechat.events import PEOPLE, ROOMS, LobbyEvent, MembershipChanged, PersonUpdated, RoomActive
from livechat.records import Person, RoomRecord
from livechat.services.directory import Directory
from livechat.services.pubsub import Lagged, PubSub


class Desk:
    """One person's own things, as bindable properties: pages bind to them and follow by themselves."""

    rooms = binding.BindableProperty()
    person = binding.BindableProperty()

    def __init__(self, person: Person, rooms: tuple[RoomRecord, ...]) -> None:
        self.person = person
        self.rooms = rooms


class Desks:
    """Keeps the desks of those who have a page open; a desk goes when its last page has gone."""

    def __init__(self, bus: PubSub, directory: Directory) -> None:
        self._bus = bus
        self._directory = directory
        self._desks: WeakValueDictionary[int, Desk] = WeakValueDictionary()

    def of(self, user_id: int) -> Desk:
        """The person's desk."""
        desk = self._desks.get(user_id)
        if desk is None:
            desk = self._desks[user_id] = Desk(self._directory.person(user_id), self._rooms_of(user_id))
        return desk

    async def run(self) -> None:
        """Follow what happens to rooms and memberships, for ever."""
        with self._bus.subscribe(ROOMS, PEOPLE) as subscription:
            self._refresh(tuple(self._desks))
            async for events in subscription.batches():
                self._refresh(self._concerned(events))

    def _concerned(self, events: list[LobbyEvent | PersonUpdated | Lagged]) -> tuple[int, ...]:
        telling = [event for event in events if not isinstance(event, RoomActive)]  # on no desk
        of_one = [event.person.id for event in telling if isinstance(event, MembershipChanged | PersonUpdated)]
        return tuple(set(of_one)) if len(of_one) == len(telling) else tuple(self._desks)

    def _refresh(self, user_ids: tuple[int, ...]) -> None:
        for user_id in user_ids:
            desk = self._desks.get(user_id)
            if desk is not None:
                desk.person, desk.rooms = self._directory.person(user_id), self._rooms_of(user_id)

    def _rooms_of(self, user_id: int) -> tuple[RoomRecord, ...]:
        return tuple(self._directory.rooms_of(user_id))
