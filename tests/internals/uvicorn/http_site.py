"""A server with small bounds, and peers that say exactly what a test wants."""

import asyncio
import re
import socket
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from functools import partial
from typing import Any, Self

import uvicorn
from starlette.types import Receive, Scope, Send

from livechat.internals.uvicorn.acceptor import Acceptor
from livechat.internals.uvicorn.bounds import BodyBounds
from livechat.internals.uvicorn.connections import ConnectionBounds, Connections
from livechat.internals.uvicorn.http_protocol import BoundedHttpProtocol
from livechat.internals.uvicorn.server import Server
from livechat.internals.uvicorn.websocket_protocol import FanoutProtocol, admit

BODY = BodyBounds(max_bytes=65_536, seconds=0.3)
PATIENCE_SECONDS = 10.0
PIECE_BYTES = 200_000
GET = b"GET / HTTP/1.1\r\nhost: chat\r\n\r\n"
UPGRADE = (
    b"GET /socket HTTP/1.1\r\nHost: chat\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


class Application:
    """Reads the body and says how long it was; `/wait` waits for `go`; sockets are admitted and echo."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.cut_off = 0
        self.go = asyncio.Event()
        self.answer = b""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.requests.append(scope["path"])
        await (self._socket if scope["type"] == "websocket" else self._request)(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        size, more = 0, True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                self.cut_off += 1
                return
            size += len(message.get("body", b""))
            more = message.get("more_body", False)
        if scope["path"] == "/wait":
            await self.go.wait()
        body = self.answer or str(size).encode()
        headers = [(b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for start in range(0, len(body), PIECE_BYTES):
            piece, more = body[start : start + PIECE_BYTES], start + PIECE_BYTES < len(body)
            await send({"type": "http.response.body", "body": piece, "more_body": more})

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        if scope["path"] == "/socket" and not admit(scope):
            await send({"type": "websocket.close", "code": 1013})
            return
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            await send({"type": "websocket.send", "text": message["text"]})


class Peer:
    """One connection, byte by byte."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    @classmethod
    async def of(cls, port: int, *, source: str = "127.0.0.1") -> Self:
        return cls(*await asyncio.open_connection("127.0.0.1", port, local_addr=(source, 0)))

    async def say(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def hear(self, size: int = 65_536) -> bytes:
        """What comes next; nothing when the connection has ended."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            try:
                return await self.reader.read(size)
            except ConnectionResetError:
                return b""

    async def ask(self, data: bytes = GET) -> bytes:
        """Say it, and hear the whole answer."""
        await self.say(data)
        async with asyncio.timeout(PATIENCE_SECONDS):
            head = await self.reader.readuntil(b"\r\n\r\n")
            size = re.search(rb"content-length: (\d+)", head.lower())
            return head + (await self.reader.readexactly(int(size[1])) if size else b"")

    async def status(self, data: bytes = GET) -> int:
        return int((await self.ask(data)).split(b" ")[1])

    async def until_closed(self) -> bytes:
        """All that is still said."""
        heard = b""
        while part := await self.hear():
            heard += part
        return heard

    async def close(self) -> None:
        self.writer.close()


class Site:
    """The server and the peers that a test made."""

    def __init__(self, port: int, application: Application, connections: Connections, server: Server) -> None:
        self.port, self.application, self.connections, self.server = port, application, connections, server
        self.peers: list[Peer] = []

    async def peer(self, *, source: str = "127.0.0.1") -> Peer:
        self.peers.append(await Peer.of(self.port, source=source))
        return self.peers[-1]

    async def status(self, data: bytes) -> int:
        return await (await self.peer()).status(data)


@contextmanager
def connected(port: int, source: str, count: int) -> Iterator[None]:
    """So many connections, made before the event loop has a turn."""
    with ExitStack() as stack:
        for _ in range(count):
            peer = stack.enter_context(socket.socket())
            peer.bind((source, 0))
            peer.connect(("127.0.0.1", port))
        yield


@asynccontextmanager
async def running_site(bounds: ConnectionBounds, tls: ssl.SSLContext | None = None) -> AsyncIterator[Site]:
    """Serve until it is no longer needed."""
    application, connections = Application(), Connections(bounds)
    listener, ready = socket.create_server(("127.0.0.1", 0), backlog=2_048), asyncio.Event()
    listener.setblocking(False)
    http: Any = partial(BoundedHttpProtocol, connections=connections, body_bounds=lambda _, __: BODY)
    config = uvicorn.Config(
        application, http=http, ws=FanoutProtocol, ws_per_message_deflate=False, lifespan="off", log_config=None,
        timeout_graceful_shutdown=1, access_log=False, timeout_keep_alive=1,
    )  # fmt: skip
    server = Server(config, ready.set, Acceptor(connections, tls))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    await ready.wait()
    site = Site(listener.getsockname()[1], application, connections, server)
    yield site
    for peer in site.peers:
        await peer.close()
    application.go.set()
    server.should_exit = True
    await serving
    assert connections.total == 0, "a connection kept its place"
