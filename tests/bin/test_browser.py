"""Which browser the tests get, and what is said where there is none."""

import sys
from pathlib import Path

import pytest

from setup.browser import SETTING, NoBrowser, driver_runs, find_browser
from setup.progress import SetupError
from setup.suite import Suite, plan


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


def nothing_installed() -> Path:
    raise NoBrowser("There is no Chromium or Chrome here")


def test_with_a_browser_every_test_runs() -> None:
    suite = plan(lambda: Path("chromium"), {})

    assert suite == Suite((), {SETTING: "chromium"}, "")


def test_without_a_browser_its_tests_are_skipped_and_this_is_said() -> None:
    suite = plan(nothing_installed, {})

    assert suite.arguments == ("-m", "not browser")
    assert suite.remark.startswith("There is no Chromium or Chrome here: the tests in tests/browser")


def test_without_a_browser_ci_fails() -> None:
    with pytest.raises(SetupError, match="nothing is skipped"):
        plan(nothing_installed, {"CI": "true"})


def test_in_ci_a_skipped_test_counts_as_failed() -> None:
    assert plan(lambda: Path("chromium"), {"CI": "true"}).arguments == ("-p", "bin.setup.no_skips")


def test_the_driver_is_asked_whether_it_runs() -> None:
    assert driver_runs(Path(sys.executable))
