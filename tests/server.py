"""The product itself, `python app.py`, in a process of its own."""

import os
import signal
import socket
import ssl
import subprocess
import sys
from pathlib import Path
from typing import Self

import httpx

from tests.eventually import eventually

ROOT = Path(__file__).parent.parent
START_SECONDS = 30.0
STOP_SECONDS = 40.0
COMMAND_SECONDS = 60.0


class Server:
    """One data directory and one port on 127.0.0.1; it may be started, ended and started again."""

    def __init__(self, folder: Path, **settings: object) -> None:
        self.folder = folder
        self.program: tuple[str, ...] = (str(ROOT / "app.py"),)
        self.settings = {
            "host": "127.0.0.1",
            "port": free_port(),
            "data_dir": folder / "data",
            "uploads_dir": folder / "uploads",
            "registrations_per_hour": 100_000,
            **settings,
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def port(self) -> int:
        return int(str(self.settings["port"]))

    @property
    def origin(self) -> str:
        scheme = "https" if "tls_certificate" in self.settings else "http"
        return f"{scheme}://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        return self.folder / "data" / "livechat.db"

    @property
    def output(self) -> str:
        """All that it has printed, of all its runs."""
        path = self.folder / "output"
        return path.read_text() if path.exists() else ""

    @property
    def pid(self) -> int:
        """Of the run that has begun."""
        assert self._process is not None
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    async def start(self, *, trusting: ssl.SSLContext | None = None) -> Self:
        """Start it and wait until it answers; `trusting` tells which certificates will do."""
        self.launch()
        async with httpx.AsyncClient(base_url=self.origin, verify=trusting or True, trust_env=False) as browser:
            await eventually(lambda: self._answers(browser), seconds=START_SECONDS, instead=lambda: self.output)
        return self

    def launch(self) -> None:
        """Start it without waiting."""
        with (self.folder / "output").open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, *self.program],
                cwd=self.folder,
                env=self.environment(),
                stdout=output,
                stderr=output,
            )

    async def stop(self, *, within_seconds: float = STOP_SECONDS) -> int:
        """Ask it to end, as an operator does, and wait; the exit code."""
        return await self._end(signal.SIGTERM, within_seconds)

    async def kill(self) -> int:
        """End it without a warning."""
        return await self._end(signal.SIGKILL)

    async def restart(self) -> None:
        """End it in order and start it again at the same address."""
        await self.stop()
        await self.start()

    async def ended(self, *, within_seconds: float = STOP_SECONDS) -> int:
        """Wait for its end; the exit code."""
        assert self._process is not None
        await eventually(lambda: not self.is_running, seconds=within_seconds, instead=lambda: self.output)
        return self._process.wait()

    async def _answers(self, browser: httpx.AsyncClient) -> bool:
        assert self.is_running, self.output
        try:
            await browser.get("/health")
        except httpx.TransportError:
            return False
        return True

    async def _end(self, number: signal.Signals, within_seconds: float = STOP_SECONDS) -> int:
        assert self._process is not None
        if self._process.poll() is None:
            self._process.send_signal(number)
        return await self.ended(within_seconds=within_seconds)

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `python -m livechat …` beside it, whether it runs or not."""
        return subprocess.run(
            [sys.executable, "-m", "livechat", *words],
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=COMMAND_SECONDS,
            check=False,
        )

    def environment(self) -> dict[str, str]:
        """The variables that it is started with: its settings and no others."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("LIVECHAT_")}
        own["PYTHONPATH"] = str(ROOT)
        return own | {f"LIVECHAT_{name.upper()}": str(value) for name, value in self.settings.items()}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
