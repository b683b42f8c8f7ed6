"""The environment in `.venv`: says whether it fits the lock, makes it, brings it up to date."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from checkout import Checkout, Stamp
from installers import Installer
from progress import SetupError, say

OLDEST_PYTHON = (3, 11)
RUNTIME_LOCK = "requirements.lock"
TEST_LOCK = "requirements-dev.lock"
# Whoever has the tests' lock has the product's as well, and need not install again to start it.
SATISFIED_BY = {RUNTIME_LOCK: (RUNTIME_LOCK,), TEST_LOCK: (TEST_LOCK, RUNTIME_LOCK)}


class Step(Enum):
    """What has to be done before the environment can be used."""

    NOTHING = "nothing"
    INSTALL = "install"
    REBUILD = "rebuild"


@dataclass(frozen=True)
class Found:
    """What stands in the checkout; `python` is the version in the environment, none when it does not run."""

    python: str | None
    unfinished: bool = False
    stamp: Stamp | None = None


def decide(found: Found, wanted: str) -> Step:
    """Choose the step that leads to an environment for the lock with the digest `wanted`."""
    if found.python is None or found.unfinished or _numbers(found.python) < OLDEST_PYTHON:
        return Step.REBUILD
    if found.stamp is None:
        return Step.INSTALL
    if found.stamp.python != found.python:
        return Step.REBUILD
    return Step.NOTHING if wanted in found.stamp.locks else Step.INSTALL


def look(checkout: Checkout) -> Found:
    """Find out what stands in the checkout."""
    return Found(_version_of(checkout.python), checkout.unfinished.exists(), checkout.read_stamp())


def prepare(checkout: Checkout, lock: str, installers: Callable[[], list[Installer]]) -> Step:
    """Bring the environment to the lock and return what that took.

    Raises SetupError with a sentence when no installer manages it.
    """
    step = decide(look(checkout), checkout.digest(lock))
    if step is Step.NOTHING:
        return step
    *first, last = installers()
    for installer in first:
        try:
            return carry_out(step, checkout, lock, installer)
        except SetupError as error:
            say(f"{error}\n{installer.name} could not do it; trying again with {last.name}.")
            step = Step.REBUILD
    return carry_out(step, checkout, lock, last)


def carry_out(step: Step, checkout: Checkout, lock: str, installer: Installer) -> Step:
    """Install the lock, into a new environment where the old one will not do, and stamp it last."""
    if step is Step.REBUILD or not installer.can_update(checkout.python):
        step = Step.REBUILD
        _make(checkout, installer)
    say(f"Installing the packages of {lock} with {installer.name} …")
    checkout.unfinished.touch()
    checkout.stamp.unlink(missing_ok=True)
    installer.install(checkout.python, checkout.root / lock)
    locks = [checkout.digest(name) for name in SATISFIED_BY[lock]]
    checkout.write_stamp(Stamp(_version_of(checkout.python) or "", locks))
    checkout.unfinished.unlink()
    return step


def _make(checkout: Checkout, installer: Installer) -> None:
    say(f"Making the environment in .venv with {installer.name} …")
    if checkout.venv.is_symlink():
        checkout.venv.unlink()
    elif checkout.venv.exists():
        shutil.rmtree(checkout.venv)
    checkout.venv.mkdir()
    checkout.unfinished.touch()
    installer.make(checkout.venv)


def _version_of(python: Path) -> str | None:
    ask = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run([python, "-I", "-c", ask], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return answer.stdout.strip()


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
