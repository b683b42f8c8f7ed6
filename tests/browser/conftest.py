"""A real Chromium for all of these tests, a server they share, and people who sign up in it.

Everything here runs on one event loop, as Playwright's connection belongs to the loop that opened it.
"""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Playwright, async_playwright, expect

from tests.browser.delay_proxy import DelayProxy
from tests.browser.people import SignUp, Visitor
from tests.browser.seed import seed_long_talk
from tests.server import Server

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUICK_HANDS = {"message_burst": 1_000, "action_burst": 10_000}  # settings for tests that write faster than people
PATIENCE_SECONDS = 15.0  # for what has no time limit of its own: a busy machine is not a failure
ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

session_fixture = pytest_asyncio.fixture(scope="session", loop_scope="session")
module_fixture = pytest_asyncio.fixture(scope="module", loop_scope="session")
loop_fixture = pytest_asyncio.fixture(loop_scope="session")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")
            if "playwright" in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@session_fixture
async def playwright() -> AsyncIterator[Playwright]:
    expect.set_options(timeout=PATIENCE_SECONDS * 1_000)
    async with async_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser that `bin/test` names, or an installed one."""
    found = (shutil.which(command) for command in COMMANDS)
    path = os.environ.get("LIVECHAT_TEST_BROWSER") or next(filter(None, found), None)
    if path is None:
        pytest.skip("There is no Chromium or Chrome here: name one in LIVECHAT_TEST_BROWSER.")
    return path


@session_fixture
async def chromium(playwright: Playwright, chromium_path: str) -> AsyncIterator[Browser]:
    """The Chromium that all tests share."""
    browser = await playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
    yield browser
    await browser.close()


@session_fixture
async def shared_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    """A server for all tests that leave it running; there has been a long talk on it."""
    folder = tmp_path_factory.mktemp("server")
    (folder / "data").mkdir()
    await seed_long_talk(folder / "data")
    server = await Server(folder, **QUICK_HANDS).start()
    yield server
    assert await server.stop() == 0, server.output
    assert "Traceback" not in server.output, server.output


@pytest.fixture
def server(shared_server: Server) -> Server:
    """The server at which people sign up. A module that ends it returns `own_server` here instead."""
    return shared_server


@loop_fixture
async def line(server: Server) -> AsyncIterator[DelayProxy]:
    """In front of the server: it may be slow, or break."""
    async with DelayProxy.before(server.port) as line:
        yield line


@pytest.fixture
def server_settings() -> dict[str, object]:
    """Settings of `own_server`."""
    return {**QUICK_HANDS}


@loop_fixture
async def own_server(tmp_path: Path, server_settings: dict[str, object]) -> AsyncIterator[Server]:
    """A server that the test may end and start again."""
    server = await Server(tmp_path, **server_settings).start()
    yield server
    if server.is_running:
        assert await server.stop() == 0, server.output
    assert "Traceback" not in server.output, server.output


@asynccontextmanager
async def people_at(server: Server, chromium: Browser) -> AsyncIterator[SignUp]:
    """`await sign_up("alice")`: a new person in a browser context of their own; `again` is who else it is.

    At the end the live view of each must be what a fresh one shows, and no page may have met an error.
    """
    present: list[Visitor] = []

    async def sign_up(name: str, *, origin: str = "", again: Visitor | None = None, **context: object) -> Visitor:
        origin = origin or server.origin
        if again is None:
            visitor = await Visitor.signed_up(chromium, origin, name, **context)
        else:
            visitor = await again.at_another_device(chromium, origin, **context)
        present.append(visitor)
        return visitor

    yield sign_up
    try:
        if server.is_running:
            for visitor in present:
                await visitor.compare_with_fresh_view()
        for visitor in present:
            assert not visitor.errors, visitor.errors
    finally:
        for visitor in present:
            await visitor.context.close()


@loop_fixture
async def sign_up(chromium: Browser, server: Server) -> AsyncIterator[SignUp]:
    """How people come to be in one test."""
    async with people_at(server, chromium) as sign_up:
        yield sign_up


@module_fixture
async def sign_up_for_all(chromium: Browser, shared_server: Server) -> AsyncIterator[SignUp]:
    """How people come to be whom all tests of a module share."""
    async with people_at(shared_server, chromium) as sign_up:
        yield sign_up
