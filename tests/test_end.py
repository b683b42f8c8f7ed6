"""The end, with real processes: whatever refuses or hangs, it is over soon, and says what was not written."""

import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.server import Server
from tests.trouble import locked, no_room
from tests.web.conftest import register, sign_in

MAX_END_SECONDS = 5.0 + 1.0  # and what a busy machine takes to tell


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    """Serves, with somebody's address a proxy's word."""
    server = await Server(tmp_path, trusted_proxies="127.0.0.1").start()
    yield server
    if server.is_running:
        await server.kill()


@pytest.fixture
async def browser(server: Server) -> AsyncIterator[httpx.AsyncClient]:
    """Signed in; each page asked for from a new address is a use to be written down."""
    async with httpx.AsyncClient(base_url=server.origin, trust_env=False, headers={"Origin": server.origin}) as browser:
        await register(browser)
        yield browser


async def use_from_elsewhere(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/profile/security", headers={"X-Forwarded-For": "192.0.2.7"})
    assert answer.status_code == 200


async def seconds_to_end(server: Server) -> float:
    began = time.monotonic()
    assert await server.stop() == 1, server.output
    return time.monotonic() - began


def last_line(server: Server) -> str:
    assert "Traceback" not in server.output
    return server.output.splitlines()[-1]


FORGOTTEN = "livechat has ended, but the database did not take everything: the last use of 1 sessions is forgotten."


async def test_it_ends_while_another_program_holds_the_database(server: Server, browser: httpx.AsyncClient) -> None:
    with locked(server.database):
        await use_from_elsewhere(browser)

        assert await seconds_to_end(server) < MAX_END_SECONDS

    assert last_line(server) == FORGOTTEN


async def test_it_ends_while_there_is_no_room(server: Server, browser: httpx.AsyncClient) -> None:
    with no_room(server.pid):
        await use_from_elsewhere(browser)
        assert (await sign_in(browser)).status_code == 503
        health = await browser.get("/health")
        assert (health.status_code, health.json()["reason"]) == (503, "the disk refuses")

        assert await seconds_to_end(server) < MAX_END_SECONDS

    assert last_line(server) == FORGOTTEN
