"""A page's WebSocket, as cheap as Python allows: frames in, masked frames out, pings answered."""

import asyncio
import struct
from typing import cast

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
NO_MASK = b"\x00\x00\x00\x00"  # a mask all the same, which leaves the payload as it is


class Socket(asyncio.Protocol):
    """One connection. Subclasses take `text_received`, whose slice of `data` is one whole frame's payload."""

    transport: asyncio.Transport
    answers_pings = True

    def __init__(self) -> None:
        self.lost = False
        self._upgraded = False
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = True

    def upgraded(self) -> None:
        """The server speaks WebSocket from here on."""

    def text_received(self, data: bytes, start: int, end: int) -> None:
        """A text frame has arrived."""

    def send(self, text: str) -> None:
        """Send a text frame."""
        self._send(TEXT, text.encode())

    def data_received(self, data: bytes) -> None:
        if self._rest:
            data, self._rest = self._rest + data, b""
        position = 0 if self._upgraded else self._upgrade(data)
        size = len(data)
        while size - position >= 2:
            start, end = _payload(data, position, size)
            if end > size:
                break
            self._frame_received(data[position] & 0x0F, data, start, end)
            position = end
        if position < size:
            self._rest = data[position:]

    def _upgrade(self, data: bytes) -> int:
        end = data.find(b"\r\n\r\n")
        if end < 0:
            return 0
        if not data.startswith(b"HTTP/1.1 101"):
            raise ConnectionError(data[:200])
        self._upgraded = True
        self.upgraded()
        return end + 4

    def _frame_received(self, opcode: int, data: bytes, start: int, end: int) -> None:
        if opcode == TEXT:
            self.text_received(data, start, end)
        elif opcode == PING and self.answers_pings:
            self._send(PONG, data[start:end])
        elif opcode == CLOSE:
            self.transport.close()

    def _send(self, opcode: int, payload: bytes) -> None:
        size = len(payload)
        length = bytes([0x80 | size]) if size < 126 else b"\xfe" + struct.pack("!H", size)
        self.transport.write(bytes([0x80 | opcode]) + length + NO_MASK + payload)


def _payload(data: bytes, position: int, size: int) -> tuple[int, int]:
    """Where a frame's payload begins and ends; an end beyond `size` while its head is not complete."""
    length = data[position + 1]
    if length < 126:
        return position + 2, position + 2 + length
    if length == 126:
        start = position + 4
        return start, size + 1 if start > size else start + int.from_bytes(data[position + 2 : start])
    start = position + 10
    return start, size + 1 if start > size else start + int.from_bytes(data[position + 2 : start])
