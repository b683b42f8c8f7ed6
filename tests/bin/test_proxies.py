"""Which proxies the tests get."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from setup.proxies import PROGRAMS, NoProxies, find_proxies, supply_proxies


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o755)
    return path


class FakeDebian:
    """Unpacks programs that are only there."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, packages: Sequence[str], folder: Path) -> None:
        self.asked.append(list(packages))
        for package in packages:
            program(folder / PROGRAMS[package])


def test_those_on_the_path_are_found(tmp_path: Path) -> None:
    nginx, caddy, debian = program(tmp_path / "nginx"), program(tmp_path / "caddy"), FakeDebian()

    settings = supply_proxies({"PATH": str(tmp_path)}, tmp_path / "unpacked", debian, may_fetch=True)

    assert settings == {"LIVECHAT_TEST_NGINX": str(nginx), "LIVECHAT_TEST_CADDY": str(caddy)}
    assert debian.asked == []


def test_those_one_names_come_first(tmp_path: Path) -> None:
    program(tmp_path / "nginx")
    mine = program(tmp_path / "mine")

    found = find_proxies({"PATH": str(tmp_path), "LIVECHAT_TEST_NGINX": str(mine)}, tmp_path)

    assert found == {"nginx": mine}


def test_what_is_missing_is_fetched_once(tmp_path: Path) -> None:
    program(tmp_path / "nginx")
    debian = FakeDebian()

    for _ in range(2):
        settings = supply_proxies({"PATH": str(tmp_path)}, tmp_path / "unpacked", debian, may_fetch=True)

    assert settings["LIVECHAT_TEST_CADDY"] == str(tmp_path / "unpacked" / "usr" / "bin" / "caddy")
    assert debian.asked == [["caddy"]]


def test_without_consent_nothing_is_fetched(tmp_path: Path) -> None:
    debian = FakeDebian()

    with pytest.raises(NoProxies, match="There is no nginx and no caddy here"):
        supply_proxies({"PATH": str(tmp_path)}, tmp_path, debian, may_fetch=False)
    assert debian.asked == []
