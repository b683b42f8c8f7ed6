"""nginx and Caddy for the tests that put one in front of the product: what is installed, or Debian's, only unpacked."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from setup.progress import SetupError, follow, say

PROGRAMS = {"nginx": "usr/sbin/nginx", "caddy": "usr/bin/caddy"}  # by their packages
SETTING = "LIVECHAT_TEST_{}"

Unpack = Callable[[Sequence[str], Path], None]


class NoProxies(SetupError):
    """A proxy is missing here; its text says which, without a full stop."""


def setting_of(name: str) -> str:
    """The variable in which the tests are told of a proxy."""
    return SETTING.format(name.upper())


def find_proxies(environment: Mapping[str, str], unpacked: Path) -> dict[str, Path]:
    """Find those that are named in the settings, on the path, or unpacked in a folder."""
    search = environment.get("PATH", os.defpath)
    named = {name: environment.get(setting_of(name)) or shutil.which(name, path=search) for name in PROGRAMS}
    places = {name: Path(named[name] or unpacked / program) for name, program in PROGRAMS.items()}
    return {name: path for name, path in places.items() if path.is_file()}


def supply_proxies(environment: Mapping[str, str], folder: Path, unpack: Unpack, *, may_fetch: bool) -> dict[str, str]:
    """Find both, fetching what is missing where that may be done, as settings for the tests.

    Raises NoProxies with what is missing.
    """
    found = find_proxies(environment, folder)
    missing = [name for name in PROGRAMS if name not in found]
    if missing and may_fetch:
        unpack(missing, folder)
        found = find_proxies(environment, folder)
        missing = [name for name in PROGRAMS if name not in found]
    if missing:
        raise NoProxies(f"There is no {' and no '.join(missing)} here")
    return {setting_of(name): str(path) for name, path in found.items()}


def unpack_debians(packages: Sequence[str], folder: Path) -> None:
    """Unpack Debian's packages in a folder, where apt is there: nothing is installed, and no service begins.

    Raises NoProxies with the last lines of what failed.
    """
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        return
    say(f"Fetching Debian's {' and '.join(packages)} for the tests …")
    folder.mkdir(parents=True, exist_ok=True)
    quiet = {"LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"}
    try:
        if os.geteuid() == 0:
            follow(["apt-get", "update"], settings=quiet)
        follow(["sh", "-c", 'cd "$0" && apt-get download "$@"', str(folder), *packages], settings=quiet)
        for package in sorted(folder.glob("*.deb")):
            follow(["dpkg-deb", "--extract", str(package), str(folder)])
            package.unlink()
    except SetupError as error:
        raise NoProxies(str(error)) from None
