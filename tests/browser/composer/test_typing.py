"""Messages typed straight on, through Enter and over a slow line: no key is lost or ends in another message.

`LIVECHAT_TEST_MESSAGES=100` types as many as were promised; the ordinary run types a few.
"""

import os
import random
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect

from livechat.chat import Chat
from livechat.ids import RoomId, UserId
from tests.browser.conftest import loop_fixture
from tests.browser.delay_proxy import DelayProxy
from tests.browser.kept import Kept
from tests.browser.people import Visitor
from tests.server import Server
from tests.settings import settings_in

MESSAGES = int(os.environ.get("LIVECHAT_TEST_MESSAGES", "10"))
ROWS = 300
SCREEN_SECONDS = 1.0


@pytest.fixture
def server_settings() -> dict[str, object]:
    return {"limits": "off"}


@pytest.fixture
def server(own_server: Server) -> Server:
    return own_server


@loop_fixture
async def alice(chromium: Browser, own_server: Server, line: DelayProxy) -> AsyncIterator[Visitor]:
    """Alice in a room with many rows on her screen."""
    alice = await Visitor.signed_up(chromium, line.origin, "alice")
    slug = await alice.make_room("Harbour office")
    await alice.page.goto("about:blank")
    await own_server.stop()
    await fill_room(own_server)
    await own_server.start()
    await alice.open_room(slug)
    await show_rows(alice, ROWS)
    yield alice
    await alice.context.close()
    assert not alice.errors


async def fill_room(server: Server) -> None:
    """Somebody has talked in the only room before."""
    async with Chat(settings_in(server.folder / "data", limits="off")).running() as chat:
        for number in range(ROWS):
            await chat.messages.post(UserId(1), RoomId(1), f"Row {number}", f"row-{number}")


async def show_rows(visitor: Visitor, most: int) -> None:
    """Scroll up until so many rows are there, and down again."""
    scroller = visitor.page.locator(".scroller")
    for row in range(100, most + 1, 50):
        await scroller.evaluate("scroller => { scroller.scrollTop = -scroller.scrollHeight }")
        await expect(visitor.rows).to_have_count(row)
    await scroller.evaluate("scroller => { scroller.scrollTop = 0 }")


def some_messages(seed: int) -> list[str]:
    """Messages of 5 to 20 keys, each different."""
    chance = random.Random(seed)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz ", k=chance.randint(3, 18))) for _ in range(MESSAGES)]
    return [f"{chance.choice('ABCDEFGH')}{word}." for word in words]


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("seconds_a_key", "delay_seconds"), [(0.04, 0.005), (0.12, 0.05)])
async def test_what_is_typed_straight_on_arrives_key_by_key(
    alice: Visitor, own_server: Server, line: DelayProxy, seconds_a_key: float, delay_seconds: float
) -> None:
    messages = some_messages(seed=int(seconds_a_key * 1_000))
    line.delay_seconds = delay_seconds
    await alice.composer.click()

    await alice.type_on("\n".join(messages) + "\nand a half", seconds_a_key=seconds_a_key)

    await expect(alice.composer).to_have_value("and a half", timeout=SCREEN_SECONDS * 1_000)
    assert Kept(own_server).messages[ROWS:] == messages
    await alice.sees(messages[-1])
