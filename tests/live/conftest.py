"""The shared screens of a running chat in which nobody is asked to wait."""

from pathlib import Path

import pytest

from livechat.chat import Chat
from livechat.config import Settings
from livechat.live.screens import Screens
from tests.settings import settings_in


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path, limits="off")


@pytest.fixture
async def screens(chat: Chat) -> Screens:
    screens = Screens(chat)
    screens.start()
    return screens
