"""A server under measurement: started, pinned to one core, asked for its CPU time and memory, stopped."""

import asyncio
import os
import re
import socket
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bench.seed import SeededRoom, seed

ROOT = Path(__file__).resolve().parent.parent
CORES = sorted(os.sched_getaffinity(0))
LOAD_CORE, SERVER_CORE = CORES[0], CORES[-1]
START_SECONDS = 90.0  # with twenty others that start on two cores, as in the smoke run
STOP_SECONDS = 15.0
HOST = "127.0.0.1"
SECRET = "bench"  # of the server itself: the name of its cookie comes from it


class Server:
    """A process that serves; `cpu` and `memory` are its own, all threads included."""

    def __init__(self, port: int, folder: Path) -> None:
        self.pid = 0
        self.port = port
        self.folder = folder

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.port}"

    def cpu(self) -> float:
        """Seconds of CPU so far, user and system."""
        return time.clock_gettime((~self.pid << 3) | 2)  # the process's CPU clock, see clock_getcpuclockid(3)

    def memory(self) -> int:
        """Bytes that the process holds (proportional set size)."""
        rollup = Path(f"/proc/{self.pid}/smaps_rollup").read_text()
        match = re.search(r"^Pss:\s+(\d+) kB$", rollup, re.MULTILINE)
        return int(match[1]) * 1024 if match else 0

    def log(self) -> str:
        """What it has printed."""
        return (self.folder / "log").read_text(errors="replace")


@asynccontextmanager
async def our_server(
    accounts: int, rooms: Sequence[SeededRoom], settings: Mapping[str, str] | None = None
) -> AsyncIterator[Server]:
    """The shipped `app.py` on a database of its own; only the limits are off, unless the settings say otherwise."""
    with tempfile.TemporaryDirectory(prefix="livechat-bench-") as name:
        await seed(Path(name) / "livechat.db", accounts, rooms)
        async with _running_ours([sys.executable, "app.py"], name, settings) as server:
            yield server


@asynccontextmanager
async def probed_server(people: int) -> AsyncIterator[Server]:
    """The plain pages, with people who can sign in; see `bench.probed_site`."""
    with tempfile.TemporaryDirectory(prefix="livechat-bench-") as name:
        async with _running_ours([sys.executable, "-m", "bench.probed_site", str(people)], name) as server:
            yield server


@asynccontextmanager
async def rival_server(script: Path | None = None) -> AsyncIterator[Server]:
    """The rival, or another script that is started in the same way."""
    with tempfile.TemporaryDirectory(prefix="livechat-bench-") as name:
        port = _free_port()
        command = [sys.executable, str(script or ROOT / "bench" / "rival.py"), str(port)]
        async with _running(command, Path(name), {}, Server(port, Path(name))) as server:
            yield server


@asynccontextmanager
async def _running_ours(
    command: list[str], folder: str, changed: Mapping[str, str] | None = None
) -> AsyncIterator[Server]:
    port = _free_port()
    settings = {"HOST": HOST, "PORT": str(port), "SECRET": SECRET, "LIMITS": "off"}
    settings |= {"DATA_DIR": folder, "UPLOADS_DIR": f"{folder}/up"}
    environment = {f"LIVECHAT_{setting}": value for setting, value in (settings | dict(changed or {})).items()}
    async with _running(command, ROOT, environment, Server(port, Path(folder))) as server:
        yield server


@asynccontextmanager
async def _running(command: list[str], cwd: Path, settings: dict[str, str], server: Server) -> AsyncIterator[Server]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LIVECHAT_")}
    with (server.folder / "log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=cwd, env=environment | settings, stdin=DEVNULL, stdout=log, stderr=STDOUT
        )
    server.pid = process.pid
    os.sched_setaffinity(process.pid, {SERVER_CORE})  # before it has any threads
    try:
        await _wait_until_listening(process, server)
        yield server
    finally:
        await _stop(process)


def pin_load() -> None:
    """Everything of the bench, browsers too, stays off the server's core."""
    os.sched_setaffinity(0, {LOAD_CORE})


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


async def _wait_until_listening(process: Process, server: Server) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.returncode is not None:
            raise RuntimeError(f"The server ended at once:\n{server.log()}")
        try:
            socket.create_connection((HOST, server.port), timeout=1.0).close()
        except OSError:
            await asyncio.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The server does not listen:\n{server.log()}")


async def _stop(process: Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
