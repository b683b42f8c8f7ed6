"""Accepted connections that wait to be opened: networks take turns, so that nobody waits behind a crowd."""

import contextlib
import socket
import struct
from collections import OrderedDict

from livechat.internals.uvicorn.connections import Slot

NO_LINGERING = struct.pack("ii", 1, 0)


class Newcomers:
    """Of each network, who came first is first."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, OrderedDict[Slot, socket.socket]] = OrderedDict()  # whose turn is next, first
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def put(self, slot: Slot, accepted: socket.socket) -> None:
        """Wait."""
        self._waiting.setdefault(slot.network, OrderedDict())[slot] = accepted
        self._count += 1

    def take(self) -> tuple[Slot, socket.socket]:
        """Whose turn it is; there must be somebody. The next one is of another network, if one waits."""
        network, waiting = self._waiting.popitem(last=False)
        slot, accepted = waiting.popitem(last=False)
        if waiting:
            self._waiting[network] = waiting
        self._count -= 1
        return slot, accepted

    def remove(self, slot: Slot) -> socket.socket:
        """Wait no more."""
        waiting = self._waiting[slot.network]
        accepted = waiting.pop(slot)
        if not waiting:
            del self._waiting[slot.network]
        self._count -= 1
        return accepted


def reset(accepted: socket.socket) -> None:
    """End a connection of which nothing is to remain, here or in the kernel."""
    with contextlib.suppress(OSError):  # where one that the peer has ended takes no options
        accepted.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGERING)
    accepted.close()
