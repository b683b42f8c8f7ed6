"""A Debian with Python and git and nothing else, in a folder; needs root and mmdebstrap."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PACKAGES = "python3,git,ca-certificates"
# What this machine needs to reach its mirrors is no part of the product and goes along.
NETWORK_FILES = ("etc/resolv.conf", "etc/hosts", "etc/pip.conf", "etc/ssl/certs/ca-certificates.crt")
NETWORK_SETTINGS = ("SSL_CERT_FILE", "PIP_CERT", "PIP_INDEX_URL", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
BARE = {"HOME": "/root", "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
NO_NETWORK = ("unshare", "--net")


@dataclass(frozen=True)
class FreshRoot:
    """Commands run in it as root, with an empty environment but for the network's settings."""

    folder: Path

    def start(self, command: str, *, prefix: Sequence[str] = ()) -> subprocess.Popen[str]:
        """Start a shell command in root's home."""
        settings = {name: os.environ[name] for name in NETWORK_SETTINGS if name in os.environ}
        return subprocess.Popen(
            [*prefix, "chroot", str(self.folder), "/bin/sh", "-c", f"cd; {command}"],
            env=BARE | settings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )


@contextmanager
def fresh_root(folder: Path, suite: str, mirrors: Sequence[str]) -> Iterator[FreshRoot]:
    """Make a root, and take it away again."""
    tree = folder / suite
    call("mmdebstrap", "--quiet", "--variant=minbase", f"--include={PACKAGES}", suite, str(tree), *mirrors)
    for name in NETWORK_FILES:
        if (Path("/") / name).exists():
            shutil.copy(Path("/") / name, tree / name)
    told = subprocess.run(["apt-config", "dump"], stdout=subprocess.PIPE, text=True, check=True).stdout
    acquiring = [line for line in told.splitlines() if line.startswith("Acquire::")]
    (tree / "etc/apt/apt.conf.d/99machine").write_text("\n".join(acquiring) + "\n")
    call("mount", "-t", "proc", "proc", str(tree / "proc"))
    try:
        yield FreshRoot(tree)
    finally:
        call("umount", str(tree / "proc"))


def call(*command: str) -> None:
    """Run a command of the machine; raises CalledProcessError."""
    subprocess.run(command, check=True)
