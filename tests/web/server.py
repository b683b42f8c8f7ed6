"""Runs the small site in a process of its own."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.server import ROOT, free_port

START_SECONDS = 30.0


@dataclass
class RunningSite:
    """A server, where it listens, and what it has logged."""

    origin: str
    log_path: Path
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> str:
        return self.log_path.read_text()


@contextmanager
def running_site(folder: Path) -> Iterator[RunningSite]:
    """The small site, until it is no longer needed."""
    port = free_port()
    log_path = folder / "server.log"
    with log_path.open("wb") as log:
        command = [sys.executable, "-m", "tests.web.small_site", str(port), str(folder)]
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=ROOT)
    site = RunningSite(f"http://127.0.0.1:{port}", log_path, process)
    try:
        _wait_for(site)
        yield site
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for(site: RunningSite) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            httpx.get(f"{site.origin}/health")
        except httpx.TransportError:
            if time.monotonic() > deadline or site.process.poll() is not None:
                raise AssertionError(site.log) from None
            time.sleep(0.05)
        else:
            return
