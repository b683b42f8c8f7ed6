"""The settings that tests start from: everything in one folder, and nothing of the environment."""

from pathlib import Path
from typing import Any

from livechat.config import Settings


def settings_in(folder: Path, **more: Any) -> Settings:
    given: dict[str, Any] = {"data_dir": folder, "uploads_dir": folder, "secret": "of tests only", "host": "127.0.0.1"}
    given |= {"hosts": ("chat.test",), "timezone": "UTC"}
    return Settings(_env_file=None, **(given | more))
