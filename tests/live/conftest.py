"""The shared screens of a running chat in which nobody is asked to wait."""

from pathlib import Path

import pytest

from livechat.chat import Chat
from livechat.config import Settings
from livechat.live.screens import Screens


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        _env_file=None, data_dir=tmp_path, uploads_dir=tmp_path, secret="of tests", host="127.0.0.1", limits="off"
    )


@pytest.fixture
async def screens(chat: Chat) -> Screens:
    screens = Screens(chat)
    screens.start()
    return screens
