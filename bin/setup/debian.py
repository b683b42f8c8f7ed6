"""What Debian can add to the machine, where the person is root and consents."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Sequence

from setup.consent import Consent
from setup.progress import Progress, follow, say

# Each new package is fetched, unpacked and set up.
LINES_PER_PACKAGE = 3

Supply = Callable[[Sequence[str]], None]  # installs these packages, or leaves it: its caller looks for what they bring


def supply_with(consent: Consent) -> Supply:
    """Make what installs packages where that can be done and may be done."""

    def supply(packages: Sequence[str]) -> None:
        if can_install() and consent(packages):
            install(packages)

    return supply


def can_install() -> bool:
    """Tell whether packages can be installed without anybody's password."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: Sequence[str]) -> None:
    """Install packages and what they depend on.

    Raises SetupError with apt's last lines.
    """
    say(f"Installing Debian's {' and '.join(packages)} …")
    progress = Progress()

    def note(line: str) -> None:
        if planned := re.search(r"(\d+) newly installed", line):
            progress.total = LINES_PER_PACKAGE * int(planned[1])
        elif line.startswith("Get:"):  # Get:2 http://… bookworm/main amd64 python3-venv amd64 3.11.2 [1200 B]
            progress.step(f"Fetching {line.split()[4]}")
        elif line.startswith(("Unpacking ", "Setting up ")):
            progress.step(line.split(" (", maxsplit=1)[0])

    quiet = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    follow(["apt-get", "update"], settings=quiet)
    follow(["apt-get", "install", "--yes", "--no-install-recommends", *packages], note, quiet)
    progress.finish()
