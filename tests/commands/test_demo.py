from pathlib import Path

from livechat.commands.demo import new_password
from tests.server import Server


def test_a_new_password_is_long_and_another_each_time() -> None:
    passwords = {new_password() for _ in range(100)}

    assert len(passwords) == 100
    assert all(len(password) == 19 for password in passwords)


def test_the_command_fills_once_and_says_how_to_get_in(tmp_path: Path) -> None:
    server = Server(tmp_path)

    first, second = (server.command("demo") for _ in range(2))

    assert first.returncode == 0, first.stderr
    assert "Ines Albers" in first.stdout
    assert "Password" in first.stdout
    assert second.returncode == 1
    assert second.stderr.strip().startswith("This database has people in it")
    assert len(second.stderr.splitlines()) == 1
