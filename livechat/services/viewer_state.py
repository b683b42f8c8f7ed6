"""What belongs to one viewer, whichever page they have open: name, rooms, notice, and what they prefer."""

from collections.abc import Sequence
from typing import TypeAlias
from weakref import WeakValueDictionary

from nicegui import binding

from livechat.events import (
    PEOPLE,
    PREFERENCES,
    ROOMS,
    STORAGE,
    DeviceChanged,
    LobbyEvent,
    MembershipChanged,
    PersonUpdated,
    PreferenceEvent,
    PreferencesChanged,
    RoomActive,
    StorageChanged,
)
from livechat.ids import UserId
from livechat.preferences.choices import DevicePreferences
from livechat.services.access import Access, Rule, allowed
from livechat.services.accounts.sessions import Sessions
from livechat.services.directory import Directory
from livechat.services.pubsub import Lagged, PubSub
from livechat.services.rate_limits.costs import Cost
from livechat.services.server_zone import ServerZone
from livechat.services.storage.watch import StorageWatch

Event: TypeAlias = LobbyEvent | PersonUpdated | StorageChanged | PreferenceEvent | Lagged
DeviceKey: TypeAlias = tuple[UserId, int]  # whose, and the session


class ViewerState:
    """One person's own things, as bindable properties: pages bind to them and follow by themselves.

    `zone` is the one in which they are shown times.
    """

    rooms = binding.BindableProperty()
    person = binding.BindableProperty()
    trouble = binding.BindableProperty()
    preferences = binding.BindableProperty()
    zone = binding.BindableProperty()
    server_zone = binding.BindableProperty()


class DeviceState:
    """What is kept of one signed-in browser, for all its pages."""

    preferences = binding.BindableProperty()

    def __init__(self, preferences: DevicePreferences) -> None:
        self.preferences = preferences


class ViewerStates:
    """Keeps the states of those who have a page open; a state goes when its last page has gone."""

    def __init__(
        self,
        *,
        bus: PubSub,
        access: Access,
        directory: Directory,
        storage: StorageWatch,
        sessions: Sessions,
        server_zone: ServerZone,
    ) -> None:
        self._storage = storage
        self._bus = bus
        self.access = access
        self._directory = directory
        self._sessions = sessions
        self._server_zone = server_zone
        self._states: WeakValueDictionary[UserId, ViewerState] = WeakValueDictionary()
        self._device_states: WeakValueDictionary[DeviceKey, DeviceState] = WeakValueDictionary()

    @allowed(Rule.SIGNED_IN, Cost.IN_MEMORY)
    def for_person(self, user_id: UserId) -> ViewerState:
        """The person's state. Raises Forbidden."""
        state = self._states.get(user_id)
        if state is None:
            state = self._states[user_id] = ViewerState()
            self._refresh_one(user_id, state)
        return state

    @allowed(Rule.SIGNED_IN, Cost.IN_MEMORY)
    def for_device(self, user_id: UserId, session_id: int) -> DeviceState:
        """That of somebody's signed-in browser. Raises Forbidden."""
        key, chosen = (user_id, session_id), self._preferences_at(user_id, session_id)
        state = self._device_states.get(key)
        if state is None:
            state = self._device_states[key] = DeviceState(chosen)
        state.preferences = chosen  # the number of a session that has ended may be another one's by now
        return state

    async def run(self) -> None:
        """Follow what happens to rooms and memberships, and what people choose, for ever."""
        with self._bus.subscribe(ROOMS, PEOPLE, STORAGE, PREFERENCES) as subscription:
            self._refresh(tuple(self._states))
            self._refresh_devices(tuple(self._device_states))
            async for events in subscription.batches():
                self._refresh(self._concerned(events))
                self._refresh_devices(self._devices_concerned(events))

    def _concerned(self, events: Sequence[Event]) -> tuple[UserId, ...]:
        telling = [event for event in events if not isinstance(event, RoomActive | DeviceChanged)]  # in no state
        of_one = [user_id for event in telling if (user_id := _whose(event)) is not None]
        return tuple(set(of_one)) if len(of_one) == len(telling) else tuple(self._states)

    def _devices_concerned(self, events: Sequence[Event]) -> tuple[DeviceKey, ...]:
        if any(isinstance(event, Lagged) for event in events):
            return tuple(self._device_states)
        return tuple((event.user_id, event.session_id) for event in events if isinstance(event, DeviceChanged))

    def _refresh(self, user_ids: tuple[UserId, ...]) -> None:
        for user_id in user_ids:
            if (state := self._states.get(user_id)) is not None:
                self._refresh_one(user_id, state)

    def _refresh_one(self, user_id: UserId, state: ViewerState) -> None:
        state.person, state.rooms = self._directory.person(user_id), tuple(self._directory.rooms_of(user_id))
        state.trouble = self._storage.trouble
        state.preferences = preferences = self._directory.preferences(user_id)
        state.zone, state.server_zone = self._server_zone.for_reader(preferences), self._server_zone.zone

    def _refresh_devices(self, keys: tuple[DeviceKey, ...]) -> None:
        for user_id, session_id in keys:
            if (state := self._device_states.get((user_id, session_id))) is not None:
                state.preferences = self._preferences_at(user_id, session_id)

    def _preferences_at(self, user_id: UserId, session_id: int) -> DevicePreferences:
        session = self._sessions.get(session_id)
        return DevicePreferences() if session is None or session.user_id != user_id else session.preferences


def _whose(event: Event) -> UserId | None:
    """Whose state alone is concerned; None when it may be everybody's."""
    if isinstance(event, MembershipChanged | PersonUpdated):
        return event.person.id
    return event.user_id if isinstance(event, PreferencesChanged) else None
