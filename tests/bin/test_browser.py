"""Which browser the tests get, and what is said where there is none."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from setup.browser import SETTING, NoBrowser, driver_runs, find_browser, supply_browser
from setup.progress import SetupError


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_a_chromium_on_the_path_is_found(tmp_path: Path) -> None:
    chromium = program(tmp_path / "chromium")
    program(tmp_path / "google-chrome")

    assert find_browser({"PATH": str(tmp_path)}) == chromium


def test_an_app_of_macos_is_found(tmp_path: Path) -> None:
    chrome = program(tmp_path / "Google Chrome.app" / "Contents" / "MacOS" / "Google Chrome")

    assert find_browser({"PATH": ""}, apps=tmp_path) == chrome


def test_a_program_of_windows_is_found(tmp_path: Path) -> None:
    chrome = program(tmp_path / "Google" / "Chrome" / "Application" / "chrome.exe")

    assert find_browser({"PATH": "", "PROGRAMFILES": str(tmp_path)}, apps=tmp_path) == chrome


def test_the_browser_one_asks_for_comes_first(tmp_path: Path) -> None:
    program(tmp_path / "chromium")
    asked = program(tmp_path / "mine")

    assert find_browser({"PATH": str(tmp_path), SETTING: str(asked)}) == asked


def test_asking_for_a_missing_browser_ends_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="there is no such file"):
        find_browser({SETTING: str(tmp_path / "gone")})


def test_nothing_installed_is_no_error(tmp_path: Path) -> None:
    assert find_browser({"PATH": str(tmp_path)}, apps=tmp_path) is None


class FakeDebian:
    """Installs chromium and a driver that runs as programs in a folder, or nothing where that was refused."""

    def __init__(self, folder: Path, *, refused: bool = False) -> None:
        self._folder = folder
        self._refused = refused
        self.asked: list[list[str]] = []

    def __call__(self, packages: Sequence[str]) -> None:
        self.asked.append(list(packages))
        if not self._refused:
            for package in packages:
                program(self._folder / {"libatomic1": "python"}.get(package, package))


def broken_python(folder: Path) -> Path:
    """A Python under which the driver does not start."""
    python = program(folder / "python")
    python.write_text("#!/bin/sh\nexit 1\n")
    return python


def test_where_nothing_is_missing_nothing_is_installed(tmp_path: Path) -> None:
    chromium, python, debian = program(tmp_path / "chromium"), program(tmp_path / "python"), FakeDebian(tmp_path)

    assert supply_browser(python, {"PATH": str(tmp_path)}, debian) == chromium
    assert debian.asked == []


def test_the_browser_and_what_its_driver_needs_are_asked_for_together(tmp_path: Path) -> None:
    python, debian = broken_python(tmp_path), FakeDebian(tmp_path)

    assert supply_browser(python, {"PATH": str(tmp_path)}, debian) == tmp_path / "chromium"
    assert debian.asked == [["chromium", "libatomic1"]]


def test_a_refused_browser_is_no_browser(tmp_path: Path) -> None:
    python, debian = program(tmp_path / "python"), FakeDebian(tmp_path, refused=True)

    with pytest.raises(NoBrowser, match="no Chromium or Chrome"):
        supply_browser(python, {"PATH": str(tmp_path)}, debian)
    assert debian.asked == [["chromium"]]


def test_a_browser_that_cannot_be_driven_is_no_browser(tmp_path: Path) -> None:
    program(tmp_path / "chromium")
    python, debian = broken_python(tmp_path), FakeDebian(tmp_path, refused=True)

    with pytest.raises(NoBrowser, match="driver does not run"):
        supply_browser(python, {"PATH": str(tmp_path)}, debian)
    assert debian.asked == [["libatomic1"]]


def test_the_driver_is_asked_whether_it_runs() -> None:
    assert driver_runs(Path(sys.executable))
