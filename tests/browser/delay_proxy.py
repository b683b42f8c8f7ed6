"""A line between browser and server that tests make slow, silent or cut."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self

from tests.server import free_port


class DelayProxy:
    """A TCP proxy in front of a port of 127.0.0.1. `delay_seconds` holds for each way and may be changed any time."""

    def __init__(self, port: int, *, delay_seconds: float = 0.0) -> None:
        self.target = port
        self.port = free_port()
        self.delay_seconds = delay_seconds
        self.is_silent = False  # what comes is swallowed: the line has fallen silent, nobody is told
        self._ends: set[_End] = set()
        self._listener: asyncio.Server | None = None

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @classmethod
    @asynccontextmanager
    async def before(cls, port: int, *, delay_seconds: float = 0.0) -> AsyncIterator[Self]:
        """A proxy that listens until the block ends."""
        proxy = cls(port, delay_seconds=delay_seconds)
        await proxy.listen()
        try:
            yield proxy
        finally:
            proxy.cut()
            await proxy.refuse()

    async def listen(self) -> None:
        """Take connections, for the first time or again."""
        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(lambda: _Near(self), "127.0.0.1", self.port)

    async def refuse(self) -> None:
        """Take no connections any more; those that are open stay."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def cut(self) -> None:
        """Break all connections at once; what was on its way is lost."""
        for end in list(self._ends):
            end.abort()

    def opened(self, end: "_End") -> None:
        self._ends.add(end)

    def closed(self, end: "_End") -> None:
        self._ends.discard(end)


class _End(asyncio.Protocol):
    """One end of a connection; hands what it hears to the other end, later."""

    def __init__(self, proxy: DelayProxy) -> None:
        self._proxy = proxy
        self.other: _End | None = None
        self._transport: asyncio.Transport | None = None
        self._early: list[bytes] = []  # heard before the other end was there
        self._due = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._proxy.opened(self)

    def data_received(self, data: bytes) -> None:
        if not self._proxy.is_silent:
            self._later(data)

    def connection_lost(self, error: Exception | None) -> None:
        self._proxy.closed(self)
        self._later(None)

    def _later(self, data: bytes | None) -> None:
        loop = asyncio.get_running_loop()
        self._due = max(self._due + 1e-6, loop.time() + self._proxy.delay_seconds)  # never two at once: order stays
        loop.call_at(self._due, self._pass_on, data)

    def _pass_on(self, data: bytes | None) -> None:
        if self.other is None:
            self._early.append(data or b"")
        elif data is None:
            self.other.abort()
        else:
            self.other.write(data)

    def join(self, other: "_End") -> None:
        self.other = other
        for data in self._early:
            self._pass_on(data or None)
        self._early.clear()

    def write(self, data: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()


class _Near(_End):
    """The browser's end: it opens the other one."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._dialling = asyncio.ensure_future(self._dial())

    async def _dial(self) -> None:
        far = _End(self._proxy)
        try:
            await asyncio.get_running_loop().create_connection(lambda: far, "127.0.0.1", self._proxy.target)
        except OSError:
            self.abort()
            return
        far.join(self)
        self.join(far)
