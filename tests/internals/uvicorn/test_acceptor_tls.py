"""The contract of livechat/internals/uvicorn/acceptor.py with asyncio and TLS: who is not secured yet counts."""

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

from livechat.internals.uvicorn import bounds
from livechat.internals.uvicorn.acceptor import tls_context
from livechat.internals.uvicorn.connections import ConnectionBounds
from tests.certificate import make_certificate
from tests.eventually import eventually
from tests.internals.uvicorn.http_site import GET, Peer, Site, connected, running_site
from tests.web.test_tls import needs_openssl

pytestmark = needs_openssl


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
async def site(files: tuple[Path, Path]) -> AsyncIterator[Site]:
    async with running_site(ConnectionBounds(total=200, each=20), tls_context(*files)) as site:
        yield site


@pytest.fixture
def trusting(files: tuple[Path, Path]) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(files[0]))


async def status(site: Site, trusting: ssl.SSLContext) -> int:
    peer = Peer(*await asyncio.open_connection("127.0.0.1", site.port, ssl=trusting))
    site.peers.append(peer)
    return await peer.status(GET)


async def test_requests_and_sockets_are_served_and_give_their_places_back(site: Site, trusting: ssl.SSLContext) -> None:
    assert await status(site, trusting) == 200
    async with connect(f"wss://127.0.0.1:{site.port}/socket", ssl=trusting) as socket:
        await socket.send("hello")
        assert await socket.recv() == "hello"
    await eventually(lambda: site.connections.total <= 1)


async def test_one_who_never_finishes_the_handshake_is_ended(
    site: Site, trusting: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "HEAD_SECONDS", 0.3)
    peer = await site.peer()
    await eventually(lambda: site.connections.total == 1)

    assert await peer.until_closed() == b""
    await eventually(lambda: site.connections.total == 0)


async def test_those_who_never_begin_one_make_room(site: Site, trusting: ssl.SSLContext) -> None:
    silent = [await site.peer() for _ in range(30)]

    assert await status(site, trusting) == 200
    assert site.connections.total <= 10
    assert await silent[0].until_closed() == b""


async def test_what_is_no_tls_is_ended_in_one_line(
    site: Site, trusting: ssl.SSLContext, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        peer = await site.peer()
        await peer.say(GET)
        await peer.until_closed()
        assert await status(site, trusting) == 200

    assert len(caplog.records) == 1
    assert not caplog.records[0].exc_info


async def test_those_of_a_crowd_that_never_begin_one_make_room(site: Site, trusting: ssl.SSLContext) -> None:
    with connected(site.port, "127.0.0.3", 150):
        assert await status(site, trusting) == 200
        await eventually(lambda: site.connections.total <= 10 + 1, seconds=3)


async def test_the_server_ends_though_somebody_is_in_the_middle(files: tuple[Path, Path]) -> None:
    with ExitStack() as stack:
        async with running_site(ConnectionBounds(total=200, each=20), tls_context(*files)) as site:
            stack.enter_context(connected(site.port, "127.0.0.3", 1))
            await eventually(lambda: site.connections.total == 1)
