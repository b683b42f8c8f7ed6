"""Many people sign in at the same moment: the event loop stays free for everybody else."""

import asyncio
import time

import httpx

from bench.measures import in_ms, spread_in_ms
from bench.probed_site import LAGS_PATH, PASSWORD
from bench.report import Finding
from bench.scale import Scale
from bench.seed import email_of
from bench.server import Server, probed_server

PEOPLE, ROUNDS = 40, 5
PATIENCE_SECONDS = 60.0
MOST_P99_SECONDS = 0.050


async def measure(scale: Scale) -> list[Finding]:
    """The loop's lag while they do, and how long they wait."""
    people, waits = scale.viewers(PEOPLE), list[float]()
    async with probed_server(people) as server:
        for _ in range(scale.times(ROUNDS)):
            waits += await asyncio.gather(*(_sign_in(server, number) for number in range(people)))
        lags = await _lags(server)
    (lag_p50, lag_p99), (wait_p50, wait_p99) = spread_in_ms(lags), spread_in_ms(waits)
    return [
        Finding(
            f"the event loop's lag while {people} sign in: p50 · p99",
            f"{in_ms(lag_p50)} · {in_ms(lag_p99)}",
            to_hold=f"p99 ≤ {in_ms(MOST_P99_SECONDS)}",
            holds=lag_p99 <= MOST_P99_SECONDS,
        ),
        Finding(f"how long each of these {people} waits: p50 · p99", f"{in_ms(wait_p50)} · {in_ms(wait_p99)}"),
    ]


async def _sign_in(server: Server, number: int) -> float:
    """Over a connection of one's own; the seconds that it takes."""
    async with _browser(server) as browser:
        started = time.perf_counter()
        answer = await browser.post("/login", data={"email": email_of(number), "password": PASSWORD})
        if answer.status_code != httpx.codes.SEE_OTHER:
            raise RuntimeError(f"a sign-in was answered with {answer.status_code}")
        return time.perf_counter() - started


async def _lags(server: Server) -> list[float]:
    async with _browser(server) as browser:
        lags: list[float] = (await browser.get(LAGS_PATH)).json()
    return lags


def _browser(server: Server) -> httpx.AsyncClient:
    # Without looking for certificates, which would take longer than signing in.
    return httpx.AsyncClient(base_url=server.origin, timeout=PATIENCE_SECONDS, trust_env=False, verify=False)
