"""Pages without a browser: NiceGUI's simulated user in the frame of a person."""

from collections.abc import AsyncIterator

import pytest
from nicegui import ui
from nicegui.testing import User, user_simulation

from livechat.chat import Chat
from livechat.live.screens import Screens
from livechat.pages.app_shell import app_shell
from livechat.pages.open_page import OpenPage
from livechat.records import Person
from tests.people import person


@pytest.fixture
async def alice(chat: Chat) -> Person:
    return await person(chat, "Alice")


@pytest.fixture
def screens(chat: Chat) -> Screens:
    return Screens(chat)


@pytest.fixture
async def page(chat: Chat, screens: Screens, alice: Person) -> AsyncIterator[User]:
    """Alice at her browser; `await page.open("/…")`."""

    def root() -> None:
        app_shell(OpenPage(ui.context.client, chat, screens, alice.id))

    async with user_simulation(root) as page:
        yield page
