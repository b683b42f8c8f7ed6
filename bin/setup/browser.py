"""The browser for the tests that need a real one: what is installed, or Debian's where one is root and consents."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from setup.debian import Supply
from setup.progress import SetupError

SETTING = "LIVECHAT_TEST_BROWSER"
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
MACOS_APPS = ("Google Chrome", "Chromium", "Microsoft Edge")
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
WINDOWS_PROGRAMS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
DEBIANS = "chromium"
DRIVER_NEEDS = "libatomic1"


class NoBrowser(SetupError):
    """No browser can be driven here; its text says why, without a full stop."""


def find_browser(environment: Mapping[str, str], apps: Path = Path("/Applications")) -> Path | None:
    """Find an installed Chromium or one of its family.

    Raises SetupError when the one that was asked for is not there.
    """
    if asked := environment.get(SETTING):
        if not Path(asked).is_file():
            raise SetupError(f"{SETTING} names {asked}, and there is no such file.")
        return Path(asked)
    search = environment.get("PATH", os.defpath)
    commands = [Path(found) for name in COMMANDS if (found := shutil.which(name, path=search))]
    macos = [apps / f"{name}.app" / "Contents" / "MacOS" / name for name in MACOS_APPS]
    windows = [Path(environment[folder]) / end for folder in WINDOWS_FOLDERS if folder in environment
               for end in WINDOWS_PROGRAMS]  # fmt: skip
    return next((path for path in (*commands, *macos, *windows) if path.is_file()), None)


def supply_browser(python: Path, environment: Mapping[str, str], supply: Supply) -> Path:
    """Find a browser and make sure that it can be driven, with Debian's packages where they may be installed.

    Raises NoBrowser with what is missing.
    """
    found, driven = find_browser(environment), driver_runs(python)
    if found is None or not driven:
        supply([*([DEBIANS] if found is None else []), *([] if driven else [DRIVER_NEEDS])])
        found, driven = find_browser(environment), driver_runs(python)
    if found is None:
        raise NoBrowser("There is no Chromium or Chrome here")
    if not driven:
        raise NoBrowser(f"Playwright's driver does not run here (Debian's {DRIVER_NEEDS} may be missing)")
    return found


def driver_runs(python: Path) -> bool:
    """Tell whether the program starts through which the tests drive the browser."""
    return subprocess.run([python, "-m", "playwright", "--version"], capture_output=True, check=False).returncode == 0
