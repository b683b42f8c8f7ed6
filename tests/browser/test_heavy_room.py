"""A room of the longest messages opens like any other."""

import pytest
from playwright.async_api import Browser, expect

from livechat.chat import Chat
from livechat.ids import RoomId, UserId
from tests.browser.people import Visitor
from tests.server import Server
from tests.settings import settings_in

MESSAGES = 200
LENGTH = 10_000  # the most a message may have


@pytest.fixture
def server_settings() -> dict[str, object]:
    return {"limits": "off"}


@pytest.mark.timeout(90)
async def test_two_hundred_of_the_longest_messages_are_not_too_large_for_the_line(
    chromium: Browser, own_server: Server
) -> None:
    alice = await Visitor.signed_up(chromium, own_server.origin, "alice")
    slug = await alice.make_room("Archive")
    await alice.page.goto("about:blank")
    await own_server.stop()
    async with Chat(settings_in(own_server.folder / "data", limits="off")).running() as chat:
        for number in range(MESSAGES):
            body = f"{number} " + "word " * (LENGTH // 5)
            await chat.messages.post(UserId(1), RoomId(1), body[:LENGTH], f"row-{number}")
    await own_server.start()

    await alice.open_room(slug)

    await expect(alice.rows.last).to_contain_text(f"{MESSAGES - 1} word")
    await expect(alice.page.locator("#too_long_message_popup")).to_have_attribute("aria-hidden", "true")
    await alice.composer.fill("short")
    await alice.composer.press("Enter")
    await alice.sees("short")
    await alice.context.close()
    assert not alice.errors
