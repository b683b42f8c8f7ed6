"""The other end of a line: what a browser would have been told, without a browser."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from uvicorn import Config
from uvicorn.server import ServerState
from websockets.frames import Frame, Opcode
from websockets.protocol import CLIENT, OPEN, Protocol

from livechat.internals.uvicorn.websocket_protocol import EXTENSION, WRITE_BUFFER_LIMIT_BYTES, FanoutProtocol


class FakeTransport(asyncio.Transport):
    """Keeps what is written; a stalled one counts it as unsent."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[bytes] = []
        self.unsent = 0
        self.closing = False
        self.aborted = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written.append(bytes(data))

    def get_write_buffer_size(self) -> int:
        return self.unsent

    def is_closing(self) -> bool:
        return self.closing

    def abort(self) -> None:
        self.aborted = self.closing = True


class Peer:
    """A browser that applies updates as NiceGUI's script does: by id, null takes away."""

    def __init__(self, shown: dict[str, Any] | None = None) -> None:
        self.protocol = FanoutProtocol(Config(app=_nothing, log_config=None), ServerState(), {})
        self.transport = FakeTransport()
        self.protocol.connection_made(self.transport)
        self.protocol.handshake_complete = True
        self._elements = shown or {}
        self._read = 0

    @property
    def elements(self) -> dict[str, Any]:
        """What it has been told of up to now."""
        frames = self.transport.written[self._read :]
        self._read = len(self.transport.written)
        for frame in frames:
            apply(self._elements, frame)
        return self._elements

    def stall(self) -> None:
        """Read nothing more."""
        self.transport.unsent = WRITE_BUFFER_LIMIT_BYTES + 1

    def drain(self) -> None:
        """Read all that waits."""
        self.transport.unsent = 0
        self.protocol.pause_writing()
        self.protocol.resume_writing()

    def reconnect(self) -> "Peer":
        """The same page on a new socket: it keeps what it shows."""
        self.transport.closing = True
        return Peer(dict(self.elements))


@dataclass
class FakeClient:
    """What a viewer needs of a page."""

    id: str
    peer: Peer = field(default_factory=Peer)

    @property
    def environ(self) -> dict[str, Any]:
        return {"asgi.scope": {"extensions": {EXTENSION: self.peer.protocol}}}


def payload_of(frame: bytes) -> str:
    """The text of one WebSocket frame, read as a browser reads it."""
    protocol = Protocol(CLIENT, state=OPEN, max_size=None)
    protocol.receive_data(frame)
    (received,) = protocol.events_received()
    assert isinstance(received, Frame)
    assert received.opcode is Opcode.TEXT
    assert received.fin
    return bytes(received.data).decode()


def update_in(frame: bytes) -> dict[str, Any]:
    """The update that a frame carries."""
    payload = payload_of(frame)
    assert payload.startswith("42")
    name, update = json.loads(payload[2:])
    assert name == "update"
    return dict(update)


def apply(elements: dict[str, Any], frame: bytes) -> None:
    """What NiceGUI's script does with an update. How it scrolls is not part of what it shows."""
    for element_id, element in update_in(frame).items():
        if element is None:
            elements.pop(element_id, None)
        else:
            elements[element_id] = {name: value for name, value in element.items() if name != "update_method"}


async def _nothing(scope: object, receive: object, send: object) -> None:
    """An application that does nothing."""
