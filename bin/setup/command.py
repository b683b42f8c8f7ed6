"""What the commands share: go to the checkout, prepare its environment, run something in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn, TypeVar

from setup.checkout import Checkout
from setup.consent import take_consent
from setup.debian import Supply, supply_with
from setup.environment import Step, prepare
from setup.installers import available
from setup.progress import SetupError, say

Result = TypeVar("Result")
ROOT = Path(__file__).resolve().parents[2]
INTERRUPTED = 130


def called() -> tuple[Supply, list[str]]:
    """Read how this command was called: what may be installed on the machine, and the arguments for its program."""
    consent, arguments = take_consent(sys.argv[1:], os.environ, sys.stdin)
    return supply_with(consent), arguments


def prepared(lock: str, supply: Supply) -> Checkout:
    """Enter the checkout with an environment that fits the lock, or end with a sentence."""
    os.chdir(ROOT)
    checkout = Checkout(ROOT)
    if or_sentence(lambda: prepare(checkout, lock, lambda: available(supply))) is not Step.NOTHING:
        say("The environment is ready.")
    return checkout


def or_sentence(act: Callable[[], Result]) -> Result:
    """Do a step of the setup; where it cannot be done, end with its sentence instead of a traceback."""
    try:
        return act()
    except (SetupError, OSError) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def become(command: Sequence[str]) -> NoReturn:
    """End as another program, so that its signals and its exit code are ours."""
    sys.stdout.flush()
    if os.name == "nt":
        sys.exit(run(command, os.environ))
    os.execv(command[0], list(command))


def run(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run a program to its end and return its exit code; Ctrl+C reaches it by itself."""
    with subprocess.Popen(command, env=environment) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue
