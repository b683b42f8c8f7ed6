"""A lobby of more public rooms than it shows at once."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from livechat.chat import Chat
from livechat.live.lobby.listing import PAGE_ROOMS
from tests.browser.conftest import loop_fixture
from tests.browser.people import SignUp
from tests.people import person
from tests.server import Server
from tests.settings import settings_in


@loop_fixture
async def crowded_server(tmp_path: Path) -> AsyncIterator[Server]:
    (tmp_path / "data").mkdir()
    async with Chat(settings_in(tmp_path / "data", limits="off")).running() as chat:
        maker = await person(chat, "Maker")
        for number in range(PAGE_ROOMS + 5):
            await chat.rooms.create(maker.id, name=f"Room {number:03}")
    server = await Server(tmp_path).start()
    yield server
    assert await server.stop() == 0, server.output


@pytest.fixture
def server(crowded_server: Server) -> Server:
    return crowded_server


async def test_a_button_below_the_cards_shows_the_others(sign_up: SignUp) -> None:
    alice = await sign_up("alice")
    await alice.open_lobby()
    cards, more = alice.page.get_by_role("article"), alice.page.get_by_role("button", name="Show more rooms")
    await expect(cards).to_have_count(PAGE_ROOMS)
    await expect(alice.page.get_by_role("article", name="Room 000", exact=True)).to_have_count(0)

    await more.click()

    await expect(cards).to_have_count(PAGE_ROOMS + 5)
    await expect(more).to_have_count(0)
    await alice.page.get_by_role("article", name="Room 000", exact=True).get_by_role("link").click()
    await expect(alice.page.get_by_role("heading", name="Room 000")).to_be_visible()
    await alice.page.wait_for_url("**/rooms/room-000")
