"""What a WebSocket may ask for and send, before the application hears of it."""

import logging
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from websockets.asyncio.client import connect

from livechat.internals.uvicorn import websocket_protocol
from livechat.internals.uvicorn.connections import ConnectionBounds
from tests.eventually import eventually
from tests.internals.uvicorn.http_site import GET, UPGRADE, Site, running_site


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with running_site(ConnectionBounds(total=200, each=100)) as site:
        yield site


async def test_a_socket_gives_its_place_back(site: Site) -> None:
    async with connect(f"ws://127.0.0.1:{site.port}/socket", compression=None) as socket:
        await socket.send("hello")
        assert await socket.recv() == "hello"
        assert site.connections.total == 1
    await eventually(lambda: site.connections.total == 0)


@pytest.mark.parametrize(
    "request_",
    [
        UPGRADE.replace(b"dGhlIHNhbXBsZSBub25jZQ==", b"short"),
        UPGRADE.replace(b"Sec-WebSocket-Key", b"X-Key"),
        UPGRADE.replace(b"Version: 13", b"Version: 8"),
        UPGRADE.replace(b"GET", b"POST"),
        UPGRADE.replace(b"HTTP/1.1", b"HTTP/1.0"),
        UPGRADE.replace(b"Host: chat", b"Host: \xff\xfe"),
        UPGRADE.replace(b"Host: chat", b"X-\xc3\xa4: 1"),
        UPGRADE.replace(b"/socket", b"/%ff%fe"),
        UPGRADE.replace(b"\r\n\r\n", b"\r\nContent-Length: 3\r\n\r\nabc"),
        UPGRADE.replace(b"Upgrade: websocket", b"Upgrade: h2c"),
        UPGRADE.replace(b"Connection: Upgrade", b"Connection: keep-alive"),
    ],
)
async def test_a_broken_upgrade_leaves_no_traceback(
    site: Site, caplog: pytest.LogCaptureFixture, request_: bytes
) -> None:
    with caplog.at_level(logging.WARNING):
        peer = await site.peer()
        await peer.say(request_)
        await peer.hear()
        assert await site.status(GET) == 200

    assert not any(record.exc_info for record in caplog.records)
    assert len(caplog.records) <= 1


def frame(opcode: int, payload: bytes = b"", *, fin: bool = True) -> bytes:
    """A client's short WebSocket frame with a mask of nothing."""
    return bytes([opcode | (0x80 if fin else 0), 0x80 | len(payload), 0, 0, 0, 0]) + payload


@pytest.mark.parametrize(
    "flood",
    [
        frame(0x9) * 40_000,
        frame(0xA) * 40_000,
        frame(0x1, b"2") * 40_000,
        frame(0x1, b"x", fin=False) + frame(0x0, fin=False) * 400,
    ],
    ids=["pings", "pongs", "tiny messages", "a message in endless parts"],
)
async def test_a_flood_of_tiny_frames_is_cut_off_in_one_line(
    site: Site, caplog: pytest.LogCaptureFixture, flood: bytes
) -> None:
    peer = await site.peer()
    await peer.ask(UPGRADE)

    with caplog.at_level(logging.WARNING), suppress(ConnectionError):
        await peer.say(flood)
        await peer.until_closed()

    await eventually(lambda: site.connections.total == 0)
    assert len(caplog.records) == 1


async def test_pings_whose_answers_nobody_reads_do_not_pile_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket_protocol, "WRITE_BUFFER_LIMIT_BYTES", 10_000)
    peer = await site.peer()
    await peer.ask(UPGRADE)
    peer.writer.transport.pause_reading()  # type: ignore[attr-defined]  # streams have no such method of their own
    pings = frame(0x9, b"x" * 120) * 4_000

    async def is_cut() -> bool:
        with suppress(ConnectionError):
            await peer.say(pings)
        return site.connections.total == 0

    await eventually(is_cut)


async def test_text_that_is_none_ends_its_socket_without_a_traceback(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    peer = await site.peer()
    await peer.ask(UPGRADE)

    with caplog.at_level(logging.WARNING):
        await peer.say(frame(0x1, b"\xff\xfe"))
        assert (await peer.until_closed())[2:4] == (1007).to_bytes(2, "big")

    assert not caplog.records
