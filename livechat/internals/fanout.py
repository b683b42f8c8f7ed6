"""The wire: one encoded WebSocket frame, the same bytes written to every transport.

This is the one module that knows how NiceGUI's browser side is spoken to past NiceGUI (an `update` message whose
element ids the server never made) and how uvicorn's WebSocket protocol is reached. `tests/live/test_fanout_contract.py`
and `tests/browser/test_fanout_contract.py` fail when a release changes either.
"""

import asyncio
import struct
from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from nicegui import Client, json
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

EXTENSION = "livechat.fanout"
WRITE_BUFFER_LIMIT_BYTES = 1_000_000  # a viewer that reads slower than this gets the state afresh later
STUCK_AFTER_SECONDS = 30.0  # and one that reads nothing for so long is cut off

TEXT_FRAME = b"\x81"
MESSAGE_EVENT = b"42"  # Engine.IO message, Socket.IO event

ElementId = str
ElementData = Mapping[str, Any]  # tag, class, props, children as NiceGUI's browser side expects them


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


def encode_element(element_id: ElementId, data: ElementData | None) -> bytes:
    """One member of an update, to be encoded once and joined into many frames; None removes the element."""
    return json.dumps(element_id).encode() + b":" + (b"null" if data is None else json.dumps(data).encode())


def encode_update(members: Iterable[bytes]) -> bytes:
    """One unmasked text frame: Engine.IO message, Socket.IO event, `["update", {…}]`."""
    payload = MESSAGE_EVENT + b'["update",{' + b",".join(members) + b"}]"
    size = len(payload)
    if size < 126:
        return TEXT_FRAME + bytes([size]) + payload
    if size < 65_536:
        return TEXT_FRAME + b"\x7e" + struct.pack("!H", size) + payload
    return TEXT_FRAME + b"\x7f" + struct.pack("!Q", size) + payload


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

    @property
    def lagged(self) -> bool:
        """Whether the peer reads too slowly to be written to."""
        return self._stuck is not None

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
