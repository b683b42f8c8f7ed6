"""Whether Debian's packages may be installed: that changes the machine, as root, so a person is asked first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TextIO

from setup.ci import runs_in_ci
from setup.progress import say

YES = "--yes"
Consent = Callable[[Sequence[str]], bool]  # may these packages be installed?


def take_consent(
    arguments: Sequence[str], environment: Mapping[str, str], stdin: TextIO | None
) -> tuple[Consent, list[str]]:
    """Read the consent off a command's arguments, and return the others, which are not for the setup.

    With `--yes` and in CI it is given; else it is asked for at the terminal, and without one it is refused. `stdin` is
    None where it is closed.
    """
    given = YES in arguments or runs_in_ci(environment)
    others = [argument for argument in arguments if argument != YES]
    return (lambda packages: given or _ask(packages, stdin)), others


def _ask(packages: Sequence[str], stdin: TextIO | None) -> bool:
    names = ", ".join(packages)
    if stdin is None or not stdin.isatty():
        say(f"Debian packages not installed, as nobody is here to be asked ({YES} agrees beforehand): {names}")
        return False
    print(f"Install as root these Debian packages and what they depend on: {names}? [y/N] ", end="", flush=True)
    return stdin.readline().strip().lower() in ("y", "yes")
