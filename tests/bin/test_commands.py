"""`bin/start` and `bin/test` as they are called, with programs of our own in place of Python, apt and a browser."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from setup.checkout import Checkout
from setup.environment import RUNTIME_LOCK, TEST_LOCK

ROOT = Path(__file__).resolve().parents[2]
PYTHON = """#!/bin/sh
case "$1" in
    -I) echo 3.11 ;;
    *) echo "python $*" ;;
esac
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A checkout whose environment fits its locks; its Python only says what it was called with."""
    checkout = Checkout(tmp_path)
    shutil.copytree(ROOT / "bin", tmp_path / "bin", ignore=shutil.ignore_patterns("__pycache__"))
    for lock in (RUNTIME_LOCK, TEST_LOCK):
        (tmp_path / lock).touch()
    program(checkout.python, PYTHON)
    program(tmp_path / "programs" / "apt-get", f'#!/bin/sh\necho "$*" >> "{tmp_path}/installed"\n')
    checkout.stamp.write_text(json.dumps({"python": "3.11", "locks": [checkout.digest(RUNTIME_LOCK)]}))
    return checkout


def program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def call(checkout: Checkout, *command: str, **settings: str) -> list[str]:
    """The lines that a command prints, without a terminal and outside CI."""
    proxies = {f"LIVECHAT_TEST_{name}": sys.executable for name in ("NGINX", "CADDY")}
    environment = {"PATH": str(checkout.root / "programs"), **proxies, **settings}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=checkout.root,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize("arguments", [("--yes", "--version"), ("--version",)])
def test_the_product_is_called_without_the_yes(checkout: Checkout, arguments: tuple[str, ...]) -> None:
    assert call(checkout, "bin/start", *arguments) == ["python app.py --version"]


def test_pytest_is_called_without_the_yes(checkout: Checkout) -> None:
    lines = call(checkout, "bin/test", "-k", "rooms", "--yes", LIVECHAT_TEST_BROWSER=sys.executable)

    assert lines == ["python -m pytest --numprocesses 2 -k rooms"]


def test_without_consent_nothing_is_installed_and_the_last_line_says_what_was_skipped(checkout: Checkout) -> None:
    lines = call(checkout, "bin/test")

    assert not (checkout.root / "installed").exists()
    assert lines[-2:] == [
        "python -m pytest --numprocesses 2 -m not browser",
        "There is no Chromium or Chrome here: the tests in tests/browser, which drive one, were skipped.",
    ]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="apt-get is called for root alone")
@pytest.mark.parametrize(("arguments", "settings"), [(("--yes",), {}), ((), {"CI": "true"})])
def test_with_consent_apt_is_asked_for_the_browser(
    checkout: Checkout, arguments: tuple[str, ...], settings: dict[str, str]
) -> None:
    apt = checkout.root / "programs" / "apt-get"
    apt.write_text(apt.read_text() + f'/bin/cp "$0" "{apt.with_name("chromium")}"\n')

    lines = call(checkout, "bin/test", *arguments, **settings)

    assert "Installing Debian's chromium …" in lines
    assert lines[-1].startswith("python -m pytest --numprocesses 2")
    assert "install --yes --no-install-recommends chromium" in (checkout.root / "installed").read_text()
