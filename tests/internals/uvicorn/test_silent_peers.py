"""A peer that has fallen silent is noticed, whatever it has left unread."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from livechat.internals.uvicorn.server import Server
from livechat.internals.uvicorn.websocket_protocol import FanoutProtocol
from tests.server import free_port

PATIENCE_SECONDS = 5.0
PING_SECONDS = 0.1
MORE_THAN_BUFFERS_HOLD = 8_000_000
UPGRADE = (
    "GET / HTTP/1.1\r\nHost: chat\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


class Application:
    """Says so much, then waits for the end."""

    def __init__(self) -> None:
        self.says = ""
        self.ended = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["type"] == "websocket"
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "text": self.says})
        while (await receive())["type"] != "websocket.disconnect":
            pass
        self.ended.set()


@pytest.fixture
async def application() -> Application:
    return Application()


@pytest.fixture
async def port(application: Application) -> AsyncIterator[int]:
    port = free_port()
    config = uvicorn.Config(
        application,
        port=port,
        ws=FanoutProtocol,
        lifespan="off",
        log_config=None,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PING_SECONDS,
        timeout_graceful_shutdown=1,
    )
    started = asyncio.Event()
    server = Server(config, on_ready=started.set)
    serving = asyncio.create_task(server.serve())
    async with asyncio.timeout(PATIENCE_SECONDS):
        await started.wait()
    yield port
    server.should_exit = True
    await serving


@pytest.mark.parametrize("unread", [10, MORE_THAN_BUFFERS_HOLD])
async def test_the_end_of_a_silent_peer_is_told(application: Application, port: int, unread: int) -> None:
    application.says = "x" * unread
    with socket.create_connection(("127.0.0.1", port)) as peer:
        peer.sendall(UPGRADE.encode())  # and from here on it neither reads nor answers

        async with asyncio.timeout(PATIENCE_SECONDS):
            await application.ended.wait()
