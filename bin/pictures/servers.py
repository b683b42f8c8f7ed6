"""What the pictures show: servers in a temporary directory, and the people of the demo at their browsers."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, StorageState

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 30.0
STOP_SECONDS = 10.0
PASSWORD = "four gulls on the mole"
ADMIN = "ines@lindhaven.example"


class DemoServer:
    """One server with a data directory of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port: int = probe.getsockname()[1]

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def command(self, *words: str) -> str:
        """What `python -m livechat …` prints."""
        command = [sys.executable, "-m", "livechat", *words]
        return subprocess.run(
            command, cwd=ROOT, env=self._environment(), stdout=subprocess.PIPE, text=True, check=True
        ).stdout

    @contextmanager
    def open(self) -> Iterator[DemoServer]:
        """Serve until the end of the block."""
        with subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=self._environment(), stdout=subprocess.DEVNULL
        ) as server:
            try:
                self._wait(server)
                yield self
            finally:
                server.send_signal(signal.SIGTERM)
                server.wait(STOP_SECONDS)

    def state_of(self, browser: Browser, email: str) -> StorageState:
        """Somebody's cookies, by a sign-in link."""
        secret = re.search(r"/sign-in/\S+", self.command("sign-in-link", email))
        assert secret is not None
        return self._posted(browser, secret[0], {"new_password": PASSWORD})

    def register(self, browser: Browser, email: str, display_name: str) -> StorageState:
        """A new person's cookies."""
        return self._posted(browser, "/register", {"email": email, "display_name": display_name, "password": PASSWORD})

    def sign_in(self, browser: Browser, email: str) -> StorageState:
        """The cookies of one more device of somebody whose password is set."""
        return self._posted(browser, "/login", {"email": email, "password": PASSWORD})

    def _posted(self, browser: Browser, path: str, form: dict[str, str | float | bool]) -> StorageState:
        context = browser.new_context(base_url=self.origin)
        answer = context.request.post(path, form=form, headers={"Origin": self.origin}, max_redirects=0)
        assert answer.status == 303, answer.text()
        state = context.storage_state()
        context.close()
        return state

    def _environment(self) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith("LIVECHAT_")}
        return own | {
            "LIVECHAT_HOST": "127.0.0.1",
            "LIVECHAT_PORT": str(self._port),
            "LIVECHAT_LIMITS": "off",
            "LIVECHAT_DATA_DIR": str(self._folder / "data"),
            "LIVECHAT_UPLOADS_DIR": str(self._folder / "uploads"),
        }

    def _wait(self, server: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                urllib.request.urlopen(f"{self.origin}/health", timeout=1).close()
            except urllib.error.HTTPError:
                return
            except OSError:
                if server.poll() is not None or time.monotonic() > deadline:
                    sys.exit("The server for the pictures does not start.")
                time.sleep(0.05)
            else:
                return
