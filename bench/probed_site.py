"""The plain pages with people who can sign in, and a probe of the event loop beside them.

Run as `python -m bench.probed_site PEOPLE` with the settings of a server; GET /lags tells what the probe has found.
"""

import asyncio
import sys
import time

from fastapi import FastAPI
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bench.seed import email_of
from livechat.chat import Chat
from livechat.config import load_settings
from livechat.services.accounts.passwords import Passwords
from livechat.web.application import install_web
from livechat.web.server import listen, run_to_the_end, serve

PROBE_SECONDS = 0.001
LAGS_PATH = "/lags"
PASSWORD = "correct horse battery"


class LagProbe:
    """How much later than planned the loop comes back to a task that sleeps, while passwords are compared."""

    def __init__(self, passwords: Passwords) -> None:
        self._passwords = passwords
        self.lags: list[float] = []  # seconds

    async def run(self) -> None:
        """Measure until it is cancelled."""
        while True:
            started = time.perf_counter()
            await asyncio.sleep(PROBE_SECONDS)
            if self._passwords.waiting:
                self.lags.append(time.perf_counter() - started - PROBE_SECONDS)


class TellLags:
    """Answers for the probe before anybody asks who is asking."""

    def __init__(self, app: ASGIApp, probe: LagProbe) -> None:
        self._app = app
        self._probe = probe

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = JSONResponse(self._probe.lags) if scope.get("path") == LAGS_PATH else self._app
        await answer(scope, receive, send)


async def main(people: int) -> None:
    """Serve until a signal arrives; it listens once everybody has an account."""
    settings = load_settings()
    async with Chat(settings).running() as chat:
        for number in range(people):
            await chat.accounts.register(email_of(number), f"Person {number}", PASSWORD)
        probe = LagProbe(chat.accounts.passwords)
        site = FastAPI(openapi_url=None)
        install_web(site, chat)
        site.add_middleware(TellLags, probe=probe)
        measuring = asyncio.create_task(probe.run())
        await serve(site, settings, listen(settings), on_ready=lambda: None)
        measuring.cancel()


if __name__ == "__main__":
    run_to_the_end(main(int(sys.argv[1])))
