"""The contract of livechat/internals/uvicorn/websocket_protocol.py: what is written past uvicorn, and to whom."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

import pytest
import uvicorn
from nicegui import Client
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.asyncio.client import connect

from livechat.internals.frames import encode_update
from livechat.internals.uvicorn import websocket_protocol
from livechat.internals.uvicorn.server import Server
from livechat.internals.uvicorn.websocket_protocol import EXTENSION, Connection, FanoutProtocol, protocol_of
from tests.fakes import settle
from tests.internals.contract import relies_on
from tests.internals.peers import FakeClient, Peer

WHERE = "livechat/internals/uvicorn/websocket_protocol.py"


@pytest.fixture
async def peer() -> Peer:
    return Peer()


@asynccontextmanager
async def served(application: ASGIApp) -> AsyncIterator[str]:
    """Its address for WebSockets, at a server of ours."""
    listener, ready = socket.create_server(("127.0.0.1", 0)), asyncio.Event()
    config = uvicorn.Config(
        application, ws=FanoutProtocol, ws_per_message_deflate=False, lifespan="off", log_config=None
    )
    server = Server(config, ready.set)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    await ready.wait()
    yield f"ws://127.0.0.1:{listener.getsockname()[1]}/"
    server.should_exit = True
    await serving


@pytest.fixture
async def address() -> AsyncIterator[str]:
    """A server that says something, writes a frame past uvicorn, and says something else."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "text": "before"})
        assert Connection(scope["extensions"][EXTENSION], lambda: None).write(encode_update([b'"m":null']))
        await send({"type": "websocket.send", "text": "after"})
        while (await receive())["type"] != "websocket.disconnect":
            pass

    async with served(application) as address:
        yield address


async def test_uvicorns_protocol_has_what_is_extended_and_looked_at() -> None:
    for name in ("run_asgi", "keepalive_timeout", "resume_writing"):
        relies_on(WebSocketsSansIOProtocol, name, "self", where=WHERE)
    theirs = WebSocketsSansIOProtocol(uvicorn.Config(PlainTextResponse("here"), log_config=None), ServerState(), {})
    for name in ("transport", "handshake_complete", "close_sent"):
        assert hasattr(theirs, name), f"uvicorn's protocol has no {name} any more: see {WHERE}"


async def test_a_frame_past_uvicorn_arrives_whole_and_in_its_order(address: str) -> None:
    async with connect(address, compression=None) as browser:
        heard = [await browser.recv() for _ in range(3)]

    assert heard == ["before", '42["update",{"m":null}]', "after"]


async def test_a_scope_that_outlives_its_socket_does_not_keep_it() -> None:
    scopes: list[Scope] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        assert isinstance(scope["extensions"][EXTENSION], FanoutProtocol)
        scopes.append(scope)
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.close"})

    async with served(application) as address, connect(address, compression=None) as browser:
        await browser.wait_closed()

    assert [EXTENSION in scope["extensions"] for scope in scopes] == [False]


async def test_a_page_is_written_to_through_the_protocol_of_its_socket(peer: Peer) -> None:
    assert protocol_of(cast(Client, FakeClient("page", peer))) is peer.protocol


async def test_a_page_without_a_real_socket_has_no_protocol(client: Client) -> None:
    assert client.environ is not None, f"pages know the environment of their socket by another name now: see {WHERE}"
    assert protocol_of(client) is None


async def test_a_frame_is_written_to_a_peer_that_reads(peer: Peer) -> None:
    line = Connection(peer.protocol, lambda: None)

    assert line.write(b"frame")
    assert peer.transport.written == [b"frame"]


@pytest.mark.parametrize("state", ["not there yet", "closing", "close sent"])
async def test_nothing_is_written_to_a_peer_that_is_not_there(peer: Peer, state: str) -> None:
    line = Connection(peer.protocol, lambda: None)
    peer.protocol.handshake_complete = state != "not there yet"
    peer.transport.closing = state == "closing"
    peer.protocol.close_sent = state == "close sent"

    assert not line.write(b"frame")
    assert peer.transport.written == []


async def test_a_peer_that_lags_is_skipped_until_it_has_caught_up(peer: Peer) -> None:
    caught_up: list[bool] = []
    line = Connection(peer.protocol, lambda: caught_up.append(line.write(b"state")))
    peer.stall()

    assert not line.write(b"missed")
    assert not line.write(b"missed too")
    peer.drain()

    assert caught_up == [True]
    assert peer.transport.written == [b"state"]


async def test_a_peer_that_catches_up_is_told_the_state_once(peer: Peer) -> None:
    caught_up: list[None] = []
    line = Connection(peer.protocol, lambda: caught_up.append(None))
    peer.stall()
    line.write(b"missed")

    peer.drain()
    peer.drain()

    assert caught_up == [None]


async def test_a_peer_that_is_stuck_is_cut_off(peer: Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket_protocol, "STUCK_AFTER_SECONDS", 0.0)
    line = Connection(peer.protocol, lambda: None)
    peer.stall()

    line.write(b"missed")
    assert not peer.transport.aborted
    await settle()

    assert peer.transport.aborted


async def test_a_line_that_is_closed_cuts_nobody_off(peer: Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket_protocol, "STUCK_AFTER_SECONDS", 0.0)
    caught_up: list[None] = []
    line = Connection(peer.protocol, lambda: caught_up.append(None))
    peer.stall()
    line.write(b"missed")

    line.close()
    await settle()
    peer.drain()

    assert not peer.transport.aborted
    assert not caught_up


async def test_a_closed_line_leaves_the_next_one_of_the_same_peer_alone(peer: Peer) -> None:
    caught_up: list[str] = []
    before = Connection(peer.protocol, lambda: caught_up.append("before"))
    after = Connection(peer.protocol, lambda: caught_up.append("after"))
    peer.stall()
    after.write(b"missed")

    before.close()
    peer.drain()

    assert caught_up == ["after"]
