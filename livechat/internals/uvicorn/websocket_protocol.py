"""uvicorn's WebSocket protocol, reached from the page whose socket it is, and written to past its queue."""

import asyncio
from collections.abc import Callable
from typing import Any, cast

from nicegui import Client
from starlette.types import Scope
from uvicorn.config import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.frames import Frame

from livechat.client_faults import note_client_fault
from livechat.internals.uvicorn.connections import Connections, Slot

EXTENSION = "livechat.fanout"
WRITE_BUFFER_LIMIT_BYTES = 1_000_000  # a viewer that reads slower than this gets the state afresh later
STUCK_AFTER_SECONDS = 30.0  # and one that reads nothing for so long is cut off
SLICE_BYTES = 16_384
MAX_FRAMES_PER_SLICE = 500  # what a page says takes over a hundred bytes a time
MAX_FRAGMENTS = 64


class FanoutProtocol(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket protocol, which also hands itself to the application through the ASGI scope."""

    on_drained: Callable[[], None] | None = None

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
        *,
        connections: Connections | None = None,
        slot: Slot | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._connections = connections
        self._slot = slot

    def admit(self) -> bool:
        """It is a session's socket, and is not cut off to make room for others; whether there is room for it."""
        return self._connections is None or self._slot is None or self._connections.admit(self._slot)

    async def run_asgi(self) -> None:
        """Serve one connection; afterwards its scope, which the page keeps, does not keep it."""
        extensions = cast(dict[str, Any], self.scope["extensions"])
        extensions[EXTENSION] = self
        try:
            await super().run_asgi()
        finally:
            del extensions[EXTENSION]

    def data_received(self, data: bytes) -> None:
        """Read it slice by slice, and end with whoever does not come to an end, or fills a slice with tiny frames."""
        for start in range(0, len(data), SLICE_BYTES):
            super().data_received(data[start : start + SLICE_BYTES])
            if not self.handshake_initiated:  # the whole request has been given to us, and uvicorn waits for ever
                self._cut("a WebSocket's request that is none")
            if self.transport.is_closing():
                return

    def handle_events(self) -> None:
        if len(self.conn.events) > MAX_FRAMES_PER_SLICE:
            self._cut("thousands of tiny frames")
            return
        super().handle_events()

    def handle_cont(self, event: Frame) -> None:
        super().handle_cont(event)
        if len(self.frames) > MAX_FRAGMENTS:
            self._cut("a message in too many parts")

    def handle_ping(self) -> None:
        """Answer, unless the peer reads none of the answers."""
        super().handle_ping()
        if self.transport.get_write_buffer_size() > WRITE_BUFFER_LIMIT_BYTES:
            self._cut("pings whose answers it does not read")

    def send_receive_event_to_app(self) -> None:
        """Text that is none is the peer's fault; uvicorn would log a traceback."""
        if self.curr_msg_data_type == "text" and not _is_text(self.frames):
            self.frames = []
            self.conn.send_close(1007)
            self.handle_parser_exception()
            return
        super().send_receive_event_to_app()

    def connection_lost(self, exc: Exception | None) -> None:
        """Give the connection's place back."""
        super().connection_lost(exc)
        if self._connections is not None and self._slot is not None:
            self._connections.leave(self._slot)
            self._slot = None

    def keepalive_timeout(self) -> None:
        """The peer is gone, so nobody will read what is still to be written: do not wait for that."""
        super().keepalive_timeout()
        self.transport.abort()

    def _cut(self, why: str) -> None:
        if self.transport.is_closing():
            return
        address = self.client[0] if self.client else ""
        note_client_fault("websocket", address, f"cut a WebSocket of {address}: {why}")
        self.transport.abort()

    def resume_writing(self) -> None:
        """The write buffer has drained."""
        super().resume_writing()
        if self.on_drained is not None:
            self.on_drained()


def _is_text(frames: list[bytes]) -> bool:
    try:
        b"".join(frames).decode()
    except UnicodeDecodeError:
        return False
    return True


def admit(scope: Scope) -> bool:
    """Count the socket as a session's; whether there is room for one more. Simulated sockets have room always."""
    protocol = scope.get("extensions", {}).get(EXTENSION)
    return not isinstance(protocol, FanoutProtocol) or protocol.admit()


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
