"""The two ways to an environment: `uv` where it is there, else Python's own `venv` and `pip`."""

from __future__ import annotations

import importlib
import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from setup.debian import Supply
from setup.progress import Progress, SetupError, follow, say

PACKAGE_LINE = re.compile(r"^[A-Za-z0-9].*==", re.MULTILINE)
PIP_NAMES_A_PACKAGE = re.compile(r"((?P<new>Collecting|Processing)|Requirement already satisfied:) (?P<package>\S+)")
# The interpreter below an activated environment, which may be the very one to be rebuilt.
BASE_PYTHON = str(getattr(sys, "_base_executable", None) or sys.executable)


class Installer(Protocol):
    """Makes an environment and installs a lock into it; both raise SetupError."""

    name: str

    def can_update(self, python: Path) -> bool:
        """Tell whether this installer can install into an environment that is already there."""

    def make(self, venv: Path) -> None:
        """Make an empty environment in a folder that exists."""

    def install(self, python: Path, lock: Path) -> None:
        """Install exactly what the lock names, checked by its hashes."""


class UvInstaller:
    """Installs with `uv`, which shows its own progress."""

    name = "uv"

    def can_update(self, python: Path) -> bool:
        return True

    def make(self, venv: Path) -> None:
        _run("uv", "venv", "--quiet", "--allow-existing", "--python", BASE_PYTHON, str(venv))

    def install(self, python: Path, lock: Path) -> None:
        _run("uv", "pip", "install", "--python", str(python), "--no-deps", "--require-hashes", "-r", str(lock))


class PipInstaller:
    """Installs with what Python brings along."""

    name = "venv and pip"

    def __init__(self, supply: Supply) -> None:
        self._supply = supply

    def can_update(self, python: Path) -> bool:
        return _succeeds(str(python), "-m", "pip", "--version")

    def make(self, venv: Path) -> None:
        if not has_ensurepip():
            supply_ensurepip(self._supply)
        follow([BASE_PYTHON, "-m", "venv", str(venv)])

    def install(self, python: Path, lock: Path) -> None:
        progress = Progress(len(PACKAGE_LINE.findall(lock.read_text(encoding="utf-8"))))

        def note(line: str) -> None:
            if line.startswith("Ignoring "):  # meant for another platform
                progress.total -= 1
            elif named := PIP_NAMES_A_PACKAGE.match(line):
                progress.step(f"{'Fetching' if named['new'] else 'Keeping'} {named['package']}")
            elif line.startswith("Installing collected packages"):
                progress.finish()
                say("  Unpacking them …")

        command = [str(python), "-m", "pip", "install", "--no-deps", "--require-hashes", "--no-compile", "--no-input"]
        follow([*command, "-r", str(lock)], note, {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_USER": "0"})


def available(supply: Supply) -> list[Installer]:
    """Name the installers of this machine, the preferred one first."""
    pip = PipInstaller(supply)
    return [UvInstaller(), pip] if _succeeds("uv", "--version") else [pip]


def has_ensurepip() -> bool:
    """Tell whether this Python can put pip into an environment; Debian ships that part apart."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def supply_ensurepip(supply: Supply, is_there: Callable[[], bool] = has_ensurepip) -> None:
    """Install what Debian's Python lacks.

    Raises SetupError with the one thing to install where that needs somebody else, or was not wanted.
    """
    supply(["python3-venv"])
    if is_there():
        return
    if shutil.which("apt-get"):
        raise SetupError("This Python has no ensurepip: install it with `sudo apt install python3-venv`.")
    raise SetupError("This Python has no ensurepip: install a complete Python, or uv.")


def _run(*command: str) -> None:
    if subprocess.call(command):
        raise SetupError(f"This command failed: {' '.join(command)}")


def _succeeds(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False
