"""uvicorn's WebSocket protocol, reached from the page whose socket it is, and written to past its queue."""

import asyncio
from collections.abc import Callable
from typing import Any, cast

from nicegui import Client
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

EXTENSION = "livechat.fanout"
WRITE_BUFFER_LIMIT_BYTES = 1_000_000  # a viewer that reads slower than this gets the state afresh later
STUCK_AFTER_SECONDS = 30.0  # and one that reads nothing for so long is cut off


class FanoutProtocol(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket protocol, which also hands itself to the application through the ASGI scope."""

    on_drained: Callable[[], None] | None = None

    async def run_asgi(self) -> None:
        """Serve one connection."""
        cast(dict[str, Any], self.scope["extensions"])[EXTENSION] = self
        await super().run_asgi()

    def keepalive_timeout(self) -> None:
        """The peer is gone, so nobody will read what is still to be written: do not wait for that."""
        super().keepalive_timeout()
        self.transport.abort()

    def resume_writing(self) -> None:
        """The write buffer has drained."""
        super().resume_writing()
        if self.on_drained is not None:
            self.on_drained()


def protocol_of(client: Client) -> FanoutProtocol | None:
    """The transport of a client's newest socket; None for NiceGUI's simulated user."""
    scope = (client.environ or {}).get("asgi.scope", {})
    protocol = scope.get("extensions", {}).get(EXTENSION)
    return protocol if isinstance(protocol, FanoutProtocol) else None


class Connection:
    """A viewer's way out: writes frames while the peer reads, and asks for the state afresh after it fell behind."""

    def __init__(self, protocol: FanoutProtocol, on_caught_up: Callable[[], None]) -> None:
        self._protocol = protocol
        self._on_caught_up = on_caught_up
        self._stuck: asyncio.TimerHandle | None = None

    @property
    def is_open(self) -> bool:
        protocol = self._protocol
        return protocol.handshake_complete and not protocol.close_sent and not protocol.transport.is_closing()

    def write(self, frame: bytes) -> bool:
        """Write the frame unless the peer is gone or behind; whether it was written."""
        if self._stuck is not None or not self.is_open:
            return False
        transport = self._protocol.transport
        if transport.get_write_buffer_size() > WRITE_BUFFER_LIMIT_BYTES:
            self._fall_behind()
            return False
        transport.write(frame)
        return True

    def close(self) -> None:
        """Forget the peer; its transport stays as it is."""
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None
        if self._protocol.on_drained == self._drained:
            self._protocol.on_drained = None

    def _fall_behind(self) -> None:
        loop = asyncio.get_running_loop()
        self._stuck = loop.call_later(STUCK_AFTER_SECONDS, self._protocol.transport.abort)
        self._protocol.on_drained = self._drained

    def _drained(self) -> None:
        self.close()
        self._on_caught_up()
