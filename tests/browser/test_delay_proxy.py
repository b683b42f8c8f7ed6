"""The slow line of the tests does what they rely on."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from tests.browser.delay_proxy import DelayProxy


class Echo(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        assert isinstance(self.transport, asyncio.Transport)
        self.transport.write(data)


@pytest.fixture
async def echo_port() -> AsyncIterator[int]:
    async with await asyncio.get_running_loop().create_server(Echo, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


async def is_over(reader: asyncio.StreamReader) -> bool:
    try:
        return not await reader.read(1)
    except ConnectionError:
        return True


async def test_each_way_takes_the_delay_and_keeps_the_order(echo_port: int) -> None:
    async with DelayProxy.before(echo_port, delay_seconds=0.05) as proxy:
        reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)

        began = time.monotonic()
        for number in range(10):
            writer.write(b"%d" % number)
            await writer.drain()
        heard = await reader.readexactly(10)

        assert heard == b"0123456789"
        assert time.monotonic() - began >= 0.1
        writer.close()


async def test_a_cut_ends_what_is_open_and_the_next_one_gets_through(echo_port: int) -> None:
    async with DelayProxy.before(echo_port) as proxy:
        reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
        writer.write(b"a")
        await reader.readexactly(1)

        proxy.cut()
        assert await is_over(reader)
        writer.close()

        reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
        writer.write(b"b")
        assert await reader.readexactly(1) == b"b"
        writer.close()


async def test_while_refusing_nobody_gets_through(echo_port: int) -> None:
    async with DelayProxy.before(echo_port) as proxy:
        await proxy.refuse()
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.1", proxy.port)

        await proxy.listen()
        _, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
        writer.close()
