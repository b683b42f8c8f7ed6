"""What belongs to one viewer, whichever page they have open: what they are called, their rooms, and their notice."""

from weakref import WeakValueDictionary

from nicegui import binding

from livechat.events import (
    PEOPLE,
    ROOMS,
    STORAGE,
    LobbyEvent,
    MembershipChanged,
    PersonUpdated,
    RoomActive,
    StorageChanged,
)
from livechat.ids import UserId
from livechat.records import Person, RoomInfo, StorageTrouble
from livechat.services.access import Access, Rule, allowed
from livechat.services.directory import Directory
from livechat.services.pubsub import Lagged, PubSub
from livechat.services.rate_limits.costs import Cost
from livechat.services.storage.watch import StorageWatch


class ViewerState:
    """One person's own things, as bindable properties: pages bind to them and follow by themselves."""

    rooms = binding.BindableProperty()
    person = binding.BindableProperty()
    trouble = binding.BindableProperty()

    def __init__(self, person: Person, rooms: tuple[RoomInfo, ...], trouble: StorageTrouble | None) -> None:
        self.person = person
        self.rooms = rooms
        self.trouble = trouble


class ViewerStates:
    """Keeps the states of those who have a page open; a state goes when its last page has gone."""

    def __init__(self, bus: PubSub, access: Access, directory: Directory, storage: StorageWatch) -> None:
        self._storage = storage
        self._bus = bus
        self.access = access
        self._directory = directory
        self._states: WeakValueDictionary[UserId, ViewerState] = WeakValueDictionary()

    @allowed(Rule.SIGNED_IN, Cost.IN_MEMORY)
    def for_person(self, user_id: UserId) -> ViewerState:
        """The person's state. Raises Forbidden."""
        state = self._states.get(user_id)
        if state is None:
            state = self._states[user_id] = ViewerState(
                self._directory.person(user_id), self._rooms_of(user_id), self._storage.trouble
            )
        return state

    async def run(self) -> None:
        """Follow what happens to rooms and memberships, for ever."""
        with self._bus.subscribe(ROOMS, PEOPLE, STORAGE) as subscription:
            self._refresh(tuple(self._states))
            async for events in subscription.batches():
                self._refresh(self._concerned(events))

    def _concerned(self, events: list[LobbyEvent | PersonUpdated | StorageChanged | Lagged]) -> tuple[UserId, ...]:
        telling = [event for event in events if not isinstance(event, RoomActive)]  # in no state
        of_one = [event.person.id for event in telling if isinstance(event, MembershipChanged | PersonUpdated)]
        return tuple(set(of_one)) if len(of_one) == len(telling) else tuple(self._states)

    def _refresh(self, user_ids: tuple[UserId, ...]) -> None:
        for user_id in user_ids:
            state = self._states.get(user_id)
            if state is not None:
                state.person, state.rooms = self._directory.person(user_id), self._rooms_of(user_id)
                state.trouble = self._storage.trouble

    def _rooms_of(self, user_id: UserId) -> tuple[RoomInfo, ...]:
        return tuple(self._directory.rooms_of(user_id))
