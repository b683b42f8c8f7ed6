"""Who holds how many connections: bounded in all and by address, and the silent ones make room for newcomers."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from livechat.client_faults import note_client_fault
from livechat.internals.uvicorn.bounds import network_of

UNADMITTED_SHARE = 2  # of what an address may hold, one in so many may be without a session's WebSocket


class Slot:
    """One connection's place. It is idle until a whole request has come, and admitted once it is a session's socket.

    Who has accepted the connection gives the place back, and a protocol from when it `is_open`.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.network = network_of(address)
        self.end: Callable[[], object] = nothing
        self.is_open = self.is_cut = False
        self.is_admitted = False

    def cut(self) -> None:
        """End the connection, which may be about to be opened."""
        self.is_cut = True
        self.end()


@dataclass(frozen=True, slots=True)
class ConnectionBounds:
    """How many there may be, and for which addresses `each` does not count."""

    total: int
    each: int
    is_exempt: Callable[[str], bool] = lambda _: False


class Connections:
    """The register of all connections."""

    def __init__(self, bounds: ConnectionBounds) -> None:
        self._bounds = bounds
        self._idle: dict[Slot, None] = {}  # the oldest first
        self._idle_by_network: dict[str, dict[Slot, None]] = {}
        self._count: Counter[str] = Counter()
        self._admitted: Counter[str] = Counter()
        self.total = 0

    def enter(self, slot: Slot) -> bool:
        """Take a place, if need be that of who has been idle longest; whether there is one."""
        if not self._has_room_for(slot):
            note_client_fault(
                "connections", slot.network, f"refused a connection of {slot.address}: there are too many"
            )
            return False
        self.total += 1
        self._count[slot.network] += 1
        self.rest(slot)
        return True

    def leave(self, slot: Slot) -> None:
        """The connection is gone."""
        self.work(slot)
        self.total -= 1
        _take_one(self._count, slot.network)
        if slot.is_admitted:
            _take_one(self._admitted, slot.network)

    def work(self, slot: Slot) -> None:
        """A whole request has come, which is not cut off."""
        self._idle.pop(slot, None)
        if (idle := self._idle_by_network.get(slot.network)) is not None:
            idle.pop(slot, None)
            if not idle:
                del self._idle_by_network[slot.network]

    def rest(self, slot: Slot) -> None:
        """Nothing is being done for the connection."""
        self._idle[slot] = None
        self._idle_by_network.setdefault(slot.network, {})[slot] = None

    def admit(self, slot: Slot) -> bool:
        """It is the WebSocket of a session now, and stays; whether there is room for one more."""
        if slot.is_admitted:
            return True
        if not self._bounds.is_exempt(slot.address) and self._admitted[slot.network] >= self._bounds.each:
            return False
        self.work(slot)
        slot.is_admitted = True
        self._admitted[slot.network] += 1
        return True

    def _has_room_for(self, slot: Slot) -> bool:
        if not self._bounds.is_exempt(slot.address):
            unadmitted = self._count[slot.network] - self._admitted[slot.network]
            if unadmitted >= max(1, self._bounds.each // UNADMITTED_SHARE):
                return self._cut_oldest(self._idle_by_network.get(slot.network, {}))
        return self.total < self._bounds.total or self._cut_oldest(self._idle)

    def _cut_oldest(self, idle: dict[Slot, None]) -> bool:
        slot = next(iter(idle), None)
        if slot is None:
            return False
        self.work(slot)
        slot.cut()
        return True


def nothing() -> None:
    """There is no connection that could be ended."""


def _take_one(counter: Counter[str], name: str) -> None:
    counter[name] -= 1
    if counter[name] <= 0:
        del counter[name]
