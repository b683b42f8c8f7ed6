"""The environment in `.venv`: says whether it fits the lock, makes it, brings it up to date."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from setup.checkout import Checkout, Stamp
from setup.installers import Installer
from setup.progress import SetupError, say

OLDEST_PYTHON = (3, 11)
RUNTIME_LOCK = "requirements.lock"
TEST_LOCK = "requirements-dev.lock"
# Whoever has the tests' lock has the product's as well, and need not install again to start it.
SATISFIED_BY = {RUNTIME_LOCK: (RUNTIME_LOCK,), TEST_LOCK: (TEST_LOCK, RUNTIME_LOCK)}

NOT_INSTALLED = "The packages could not be installed: is there a network? The same command tries again."


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

    Raises SetupError with a sentence when no installer manages it; an environment that worked then still does.
    """
    wanted = checkout.digest(lock)
    if decide(look(checkout), wanted) is Step.NOTHING:
        return Step.NOTHING
    failure = SetupError("There is nothing to install with.")
    for number, installer in enumerate(installers()):
        step = decide(look(checkout), wanted)
        if step is Step.INSTALL and not installer.can_update(checkout.python):
            if number > 0:  # an environment that works is not given up for a second try
                break
            step = Step.REBUILD
        if number > 0:
            say(f"That did not work; trying again with {installer.name}.")
        try:
            carry_out(step, checkout, lock, installer)
        except SetupError as error:
            failure = error
        else:
            return step
    raise failure


def carry_out(step: Step, checkout: Checkout, lock: str, installer: Installer) -> None:
    """Install the lock, into a new environment where the old one will not do, and stamp it last."""
    if step is Step.REBUILD:
        _make(checkout, installer)
    say(f"Installing the packages of {lock} with {installer.name} …")
    stamp, before = checkout.read_stamp(), _packages_of(checkout.python)
    checkout.unfinished.touch()
    checkout.stamp.unlink(missing_ok=True)
    try:
        installer.install(checkout.python, checkout.root / lock)
    except SetupError as error:
        if step is Step.INSTALL and _packages_of(checkout.python) == before:
            checkout.complete(stamp)
        raise SetupError(f"{error}\n{NOT_INSTALLED}") from None
    digests = [checkout.digest(name) for name in SATISFIED_BY[lock]]
    checkout.complete(Stamp(_version_of(checkout.python) or "", digests))


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
    return _answer(python, "import sys; print('%d.%d' % sys.version_info[:2])")


def _packages_of(python: Path) -> str | None:
    return _answer(
        python, "from importlib.metadata import *; print(sorted(d.name + d.version for d in distributions()))"
    )


def _answer(python: Path, question: str) -> str | None:
    try:
        asked = subprocess.run([python, "-I", "-c", question], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return asked.stdout.strip()


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
