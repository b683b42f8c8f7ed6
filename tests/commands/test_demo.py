import subprocess
import sys
from pathlib import Path

from livechat.commands.demo import new_password


def test_a_new_password_is_long_and_another_each_time() -> None:
    passwords = {new_password() for _ in range(100)}

    assert len(passwords) == 100
    assert all(len(password) == 19 for password in passwords)


def test_the_command_fills_once_and_says_how_to_get_in(tmp_path: Path) -> None:
    settings = {"LIVECHAT_DATA_DIR": str(tmp_path), "LIVECHAT_UPLOADS_DIR": str(tmp_path)}

    first, second = (_demo(settings) for _ in range(2))

    assert first.returncode == 0, first.stderr
    assert "Ines Albers" in first.stdout
    assert "Password" in first.stdout
    assert second.returncode == 1
    assert second.stderr.strip().startswith("This database has people in it")
    assert len(second.stderr.splitlines()) == 1


def _demo(settings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "livechat", "demo"]
    return subprocess.run(command, env=settings, capture_output=True, text=True, check=False, timeout=60)
