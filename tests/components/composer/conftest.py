"""A composer on a page of NiceGUI's simulated user."""

from collections.abc import AsyncIterator

import pytest
from nicegui.testing import User, user_simulation

from livechat.components.composer import opening_burst
from livechat.components.composer.textarea import ComposerTextarea
from tests.components.composer.desk import Browser, Desk, Room, unconnected_desk


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture(autouse=True)
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    browser = Browser()
    monkeypatch.setattr(ComposerTextarea, "ask", lambda _: browser.answer())
    return browser


@pytest.fixture
async def page() -> AsyncIterator[User]:
    async with user_simulation(lambda: None) as page:
        await page.open("/")
        yield page


@pytest.fixture
def desk(page: User, room: Room) -> Desk:
    assert page.client is not None
    return Desk(page, page.client, room)


@pytest.fixture
async def tabs(page: User, room: Room, monkeypatch: pytest.MonkeyPatch) -> tuple[Desk, Desk]:
    """Two that were opened long ago."""
    monkeypatch.setattr(opening_burst, "OPENING_SECONDS", 0.0)
    here, there = unconnected_desk(page, room), unconnected_desk(page, room)
    for desk in (here, there):
        await desk.connect()
    return here, there
