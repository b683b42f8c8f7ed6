"""Accepts connections: each counts from the first moment, and is opened when its network's turn has come.

To accept one costs much less than to open it. Left to the event loop, a newcomer would wait behind thousands
of one stranger's while they are opened one by one, and those that are never secured would not be counted at all.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable
from functools import partial
from pathlib import Path

from livechat.client_faults import note_client_fault
from livechat.internals.uvicorn import bounds
from livechat.internals.uvicorn.connections import Connections, Slot, nothing
from livechat.internals.uvicorn.newcomers import Newcomers, reset

PAUSE_SECONDS = 0.1  # after an accept that failed, as it does when no more files can be opened
ACCEPTED_PER_TURN = 64  # of the event loop
OPENED_PER_TURN = 4

MakeProtocol = Callable[[Slot], asyncio.Protocol]


def tls_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """What secures the connections. Raises OSError, of which SSLError is one, for files that are no such thing."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    context.set_alpn_protocols(["http/1.1"])
    return context


class Acceptor:
    """Accepts what comes on a listening socket, until it is cancelled."""

    def __init__(self, connections: Connections, tls: ssl.SSLContext | None = None) -> None:
        self._connections = connections
        self._tls = tls
        self._newcomers = Newcomers()
        self._openings: dict[asyncio.Task[None], Slot] = {}

    async def run(self, listener: socket.socket, make: MakeProtocol) -> None:
        """Hand each connection, once it is secured if that is asked for, to a protocol of its own."""
        try:
            while True:
                try:
                    await self._accept_some(listener)
                except OSError:
                    await asyncio.sleep(PAUSE_SECONDS)
                self._open_some(make)
                await asyncio.sleep(0)
        finally:
            while self._newcomers:
                slot, accepted = self._newcomers.take()
                reset(accepted)
                self._connections.leave(slot)
            for slot in self._openings.values():
                slot.cut()

    async def _accept_some(self, listener: socket.socket) -> None:
        """Wait for one, unless there are some to be opened, and take those that have come with it."""
        if not self._newcomers:
            self._enter(*await asyncio.get_running_loop().sock_accept(listener))
        for _ in range(ACCEPTED_PER_TURN):
            try:
                accepted, address = listener.accept()
            except BlockingIOError:
                return
            self._enter(accepted, address)

    def _enter(self, accepted: socket.socket, address: tuple[str, int]) -> None:
        slot = Slot(address[0])
        if not self._connections.enter(slot):
            reset(accepted)
            return
        slot.end = partial(self._turn_away, slot)
        self._newcomers.put(slot, accepted)

    def _turn_away(self, slot: Slot) -> None:
        reset(self._newcomers.remove(slot))
        self._connections.leave(slot)

    def _open_some(self, make: MakeProtocol) -> None:
        for _ in range(min(OPENED_PER_TURN, len(self._newcomers))):
            slot, accepted = self._newcomers.take()
            slot.end = nothing
            opening = asyncio.get_running_loop().create_task(self._open(slot, accepted, make))
            self._openings[opening] = slot
            opening.add_done_callback(self._openings.pop)

    async def _open(self, slot: Slot, accepted: socket.socket, make: MakeProtocol) -> None:
        try:
            if slot.is_cut:
                reset(accepted)
            elif self._tls is None:  # the loop forgets its protocol when this is cancelled, which takes but a turn
                await asyncio.get_running_loop().connect_accepted_socket(lambda: make(slot), accepted)
            else:
                await self._secure(slot, accepted, make, self._tls)
        except OSError as error:
            note_client_fault("accept", slot.address, f"no connection with {slot.address}: {error!r}")
        finally:
            if not slot.is_open:
                self._connections.leave(slot)

    async def _secure(self, slot: Slot, accepted: socket.socket, make: MakeProtocol, tls: ssl.SSLContext) -> None:
        if this := asyncio.current_task():
            slot.end = this.cancel
        await asyncio.get_running_loop().connect_accepted_socket(
            lambda: make(slot), accepted, ssl=tls, ssl_handshake_timeout=bounds.HEAD_SECONDS
        )
