"""The contract of livechat/internals/uvicorn/http_protocol.py with uvicorn and httptools: what is refused, and when."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from livechat.internals.uvicorn import bounds
from livechat.internals.uvicorn.connections import ConnectionBounds
from tests.eventually import eventually
from tests.internals.contract import relies_on
from tests.internals.uvicorn.http_site import GET, UPGRADE, Site, running_site

WHERE = "livechat/internals/uvicorn/http_protocol.py"
POST = b"POST / HTTP/1.1\r\nhost: chat\r\n"


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with running_site(ConnectionBounds(total=200, each=100)) as site:
        yield site


def test_uvicorn_calls_what_is_changed_by_those_names() -> None:
    callbacks = ("on_message_begin", "on_headers_complete", "on_message_complete", "on_response_complete")
    for name in ("pause_writing", "resume_writing", "timeout_keep_alive_handler", *callbacks):
        relies_on(HttpToolsProtocol, name, "self", where=WHERE)
    for name in ("handle_websocket_upgrade", "_unsupported_upgrade_warning", "_unset_keepalive_if_required"):
        relies_on(HttpToolsProtocol, name, "self", where=WHERE)
    relies_on(HttpToolsProtocol, "_start_asgi_task", "self", "cycle", "app", where=WHERE)
    relies_on(HttpToolsProtocol, "data_received", "self", "data", where=WHERE)
    relies_on(HttpToolsProtocol, "on_header", "self", "name", "value", where=WHERE)
    relies_on(HttpToolsProtocol, "on_body", "self", "body", where=WHERE)


async def test_a_proper_request_is_answered_and_the_next_one_too(site: Site) -> None:
    peer = await site.peer()

    assert await peer.status() == 200
    assert (await peer.ask(POST + b"content-length: 5\r\n\r\nhello")).endswith(b"5")
    for part in (b"GE", b"T / HT", b"TP/1.1\r\nhost", b": chat\r\n"):
        await peer.say(part)
    assert await peer.status(b"\r\n") == 200


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /" + b"a/" * 1_100 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET /" + b"a/" * 30_000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET /" + b"a/" * 32 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET /" + b"a%2F" * 32 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET /?" + b"q" * 2_100 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET http://chat/" + b"a" * 2_100 + b" HTTP/1.1\r\n\r\n", 414),
        (UPGRADE.replace(b"/socket", b"/" + b"a/" * 1_100), 414),
        (b"GET / HTTP/1.1\r\ncookie: " + b"c" * 8_100 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\n" + b"x: 1\r\n" * 101 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\n" + b"x" * 200_000, 431),
        (POST + b"content-length: 65537\r\n\r\n", 413),
        (POST + b"transfer-encoding: chunked\r\n\r\n" + (b"2000\r\n" + b"x" * 8_192 + b"\r\n") * 9, 413),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
        (b"GET /\xff HTTP/1.1\r\n\r\n", 400),
        (b"CONNECT chat:80 HTTP/1.1\r\nhost: chat\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n\r\n" * 5_000, 400),
    ],
)
async def test_what_is_too_long_or_no_request_is_refused_in_one_line(
    site: Site, caplog: pytest.LogCaptureFixture, request_: bytes, status: int
) -> None:
    with caplog.at_level(logging.WARNING):
        assert await site.status(request_) == status
        assert await site.status(GET) == 200

    assert len(caplog.records) <= 1
    assert not any(record.exc_info for record in caplog.records)
    assert len(site.application.requests) <= 1 + 1 + bounds.MAX_PIPELINED


async def test_what_just_fits_is_heard(site: Site) -> None:
    long = b"GET /" + b"a" * 2_047 + b"?" + b"q" * 2_048 + b" HTTP/1.1\r\n"
    assert await site.status(long + (b"cookie: " + b"c" * 5_000 + b"\r\n") * 2 + b"\r\n") == 200
    assert await site.status(POST + b"content-length: 65536\r\n\r\n" + b"x" * 65_536) == 200


async def test_a_refusal_can_be_read_by_who_was_still_sending(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "LINGER_SECONDS", 0.3)
    peer = await site.peer()
    peer.writer.transport.pause_reading()  # type: ignore[attr-defined]  # streams have no such method of their own
    await peer.say(POST + b"content-length: 1000000\r\n\r\n" + b"x" * 1_000_000)
    await eventually(lambda: site.connections.total == 0)

    peer.writer.transport.resume_reading()  # type: ignore[attr-defined]  # as above

    assert (await peer.until_closed()).endswith(str(bounds.TOO_MUCH.sentence).encode())


async def test_a_header_line_that_never_ends_holds_up_nobody(site: Site) -> None:
    peer = await site.peer()

    async def endless() -> None:
        await peer.say(b"GET / HTTP/1.1\r\ncookie: ")
        while True:
            await peer.say(b"c" * 65_536)

    attack = asyncio.create_task(endless())
    await asyncio.wait([attack], timeout=5)

    assert isinstance(attack.exception(), ConnectionError)
    assert await site.status(GET) == 200


async def test_half_a_head_is_ended_in_time(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "HEAD_SECONDS", 0.2)
    slow, silent = await site.peer(), await site.peer()
    await slow.say(b"GET / HT")

    assert (await slow.until_closed()).startswith(b"HTTP/1.1 408")
    assert await silent.until_closed() == b""


async def test_one_who_drips_is_ended_all_the_same(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "HEAD_SECONDS", 0.2)
    drips = [await site.peer(), await site.peer()]

    await drips[0].say(b"GET / HTTP/1.1\r\n")

    async def are_over() -> bool:
        with suppress(ConnectionError):
            for peer in drips:
                await peer.say(b"\r\n" if peer is drips[1] else b"x: 1\r\n")
        return site.connections.total == 0

    await eventually(are_over, seconds=5)


async def test_half_a_body_is_ended_in_time_and_the_application_hears_of_it(site: Site) -> None:
    peer = await site.peer()
    await peer.say(POST + b"content-length: 10\r\n\r\nhalf")

    assert (await peer.until_closed()).startswith(b"HTTP/1.1 408")
    await eventually(lambda: site.application.cut_off == 1)


async def test_a_request_that_is_being_worked_on_has_time(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "HEAD_SECONDS", 0.1)
    peer = await site.peer()
    await peer.say(b"GET /wait HTTP/1.1\r\n\r\n")
    await (await site.peer()).until_closed()  # one who says nothing is ended meanwhile

    site.application.go.set()

    assert (await peer.hear()).startswith(b"HTTP/1.1 200")


async def test_one_who_does_not_read_an_answer_is_cut_off(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "STALLED_SECONDS", 0.2)
    site.application.answer = b"x" * 20_000_000
    peer = await site.peer()
    peer.writer.transport.pause_reading()  # type: ignore[attr-defined]  # streams have no such method of their own
    await peer.say(GET)

    await eventually(lambda: bool(site.application.requests) and site.connections.total == 0)


async def test_silent_connections_make_room_for_others(site: Site) -> None:
    silent = [await site.peer() for _ in range(150)]

    began = time.monotonic()
    assert await site.status(GET) == 200
    assert await (await site.peer(source="127.0.0.2")).status() == 200
    assert time.monotonic() - began < 2

    assert site.connections.total <= 50 + 1
    assert await silent[0].until_closed() == b""
