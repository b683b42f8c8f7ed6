"""Many people sign in at the same moment, and the event loop stays free for everybody else.

`python -m bench.sign_ins [people]` prints the loop's lag while they do, and how long they wait.
"""

import asyncio
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import httpx
import uvloop
from fastapi import FastAPI

from livechat.chat import Chat
from livechat.config import Settings
from livechat.services.accounts.passwords import Passwords
from livechat.web.application import install_web
from livechat.web.server import listen, serve

PEOPLE = 40
ROUNDS = 5
PASSWORD = "correct horse battery"
PROBE_SECONDS = 0.001
ACCEPTED_LAG_MS = 50.0


class LagProbe:
    """How much later than planned the loop comes back to a task that sleeps, while passwords are compared."""

    def __init__(self, passwords: Passwords) -> None:
        self._passwords = passwords
        self.lags_ms: list[float] = []

    async def run(self) -> None:
        """Measure until it is cancelled."""
        while True:
            started = time.perf_counter()
            await asyncio.sleep(PROBE_SECONDS)
            if self._passwords.waiting:
                self.lags_ms.append((time.perf_counter() - started - PROBE_SECONDS) * 1_000)


def quantile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


async def knock(origin: str, people: int) -> list[float]:
    """All sign in at once, each over a connection of their own; how long each waited, in milliseconds."""

    async def sign_in(number: int) -> float:
        async with httpx.AsyncClient(base_url=origin, timeout=60, trust_env=False) as browser:
            started = time.perf_counter()
            form = {"email": f"person{number}@example.org", "password": PASSWORD}
            answer = await browser.post("/login", data=form)
            if answer.status_code != 303:
                raise RuntimeError(f"a sign-in was answered with {answer.status_code}")
            return (time.perf_counter() - started) * 1_000

    return list(await asyncio.gather(*(sign_in(number) for number in range(people))))


async def measure(chat: Chat, origin: str, people: int) -> tuple[list[float], list[float]]:
    """The loop's lags and the people's waits; the people are a process of their own."""
    for number in range(people):
        await chat.accounts.register(f"person{number}@example.org", f"Person {number}", PASSWORD)
    probe, waits = LagProbe(chat.accounts.passwords), list[float]()
    measuring = asyncio.create_task(probe.run())
    for _ in range(ROUNDS):
        command = (sys.executable, "-m", "bench.sign_ins", "--knock", origin, str(people))
        knocking = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        waits += json.loads((await knocking.communicate())[0])
    measuring.cancel()
    return probe.lags_ms, waits


async def run(folder: Path, people: int) -> bool:
    """Serve, measure, print; whether the loop stayed free."""
    settings = Settings(_env_file=None, host="127.0.0.1", port=8089, data_dir=folder, uploads_dir=folder, limits="off")
    listener = listen(settings)
    async with Chat(settings).running() as chat:
        site = FastAPI(openapi_url=None)
        install_web(site, chat)
        serving = asyncio.create_task(serve(site, settings, listener, on_ready=lambda: None))
        lags, waits = await measure(chat, f"http://127.0.0.1:{settings.port}", people)
        os.kill(os.getpid(), signal.SIGTERM)
        await serving
    p99 = quantile(lags, 0.99)
    print(f"{people} sign-ins at once, {ROUNDS} times, {len(lags)} samples of the loop")
    print(f"loop lag in ms: p50 {quantile(lags, 0.5):.1f}, p99 {p99:.1f}, longest {max(lags):.1f}")
    print(f"a sign-in took, in ms: p50 {quantile(waits, 0.5):.0f}, p99 {quantile(waits, 0.99):.0f}")
    return p99 <= ACCEPTED_LAG_MS


def main() -> None:
    """Measure, or be the people who sign in."""
    if sys.argv[1:2] == ["--knock"]:
        print(json.dumps(asyncio.run(knock(sys.argv[2], int(sys.argv[3])))))
        return
    with tempfile.TemporaryDirectory() as folder:
        people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
        sys.exit(0 if uvloop.run(run(Path(folder), people)) else 1)


if __name__ == "__main__":
    main()
