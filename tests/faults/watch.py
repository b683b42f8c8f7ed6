"""Watches a server while something is done to it: how /health answers, what it holds, what it logs."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from bench.measures import eventually
from tests.faults.figures import Figure, none_of, percentile
from tests.faults.pace import pass_time
from tests.faults.scale import Scale
from tests.faults.site import MEGABYTE, Site

WATCHER = "127.2.0.1"
POLL_SECONDS = 0.1
ANSWER_SECONDS = 20.0  # what takes longer counts as never

HEALTH_SECONDS = 0.25
LOG_BYTES = 100_000
LOG_BYTES_PER_SECOND = 2_000.0


class Watch:
    """Asks from an address of its own, over a new connection each time."""

    def __init__(self, site: Site, scale: Scale) -> None:
        self._site, self._scale = site, scale
        self._held, self._logged, self._began = site.memory, site.logged, time.monotonic()
        self._peak = self._held
        self._grown_log, self._lasted, self._left = 0, 0.0, 0
        self.is_over = False
        self.waits: list[float] = []
        self.failures = 0

    async def run(self) -> None:
        """Until it is over, and the last answer is there."""
        await asyncio.gather(self._ask_again(), self._weigh_again())

    async def _ask_again(self) -> None:
        while not self.is_over:
            begin = time.monotonic()
            await self._ask()
            self.waits.append(time.monotonic() - begin)
            await pass_time(POLL_SECONDS)

    async def _weigh_again(self) -> None:
        while not self.is_over:
            self._peak = max(self._peak, self._site.memory)
            await pass_time(POLL_SECONDS)

    async def _ask(self) -> None:
        # Without certificates, which take 50 ms to read, in which nobody's deliveries would be noted.
        transport = httpx.AsyncHTTPTransport(local_address=WATCHER, verify=False)
        async with httpx.AsyncClient(
            base_url=self._site.origin, transport=transport, timeout=ANSWER_SECONDS
        ) as browser:
            try:
                await browser.get("/health", headers={"Connection": "close"})
            except httpx.TransportError:
                self.failures += 1

    async def ended(self) -> None:
        """What is done is done; see what comes back."""
        self._peak = max(self._peak, self._site.memory)
        self._grown_log = self._site.logged - self._logged
        self._lasted = time.monotonic() - self._began
        await eventually(lambda: self._growth_now() <= 0, self._scale.settle_seconds)
        self._left = self._growth_now()

    def _growth_now(self) -> int:
        return self._site.memory - self._held

    def figures(self) -> list[Figure]:
        """With the bars that hold whatever is done."""
        slowest, most = max(self.waits, default=float("inf")), self._scale.memory_mb
        return [
            Figure("/health, median", percentile(self.waits, 50) * 1e3, "ms"),
            Figure("/health, slowest", slowest * 1e3, "ms", self._scale.seconds(HEALTH_SECONDS) * 1e3),
            none_of("/health refused", self.failures),
            Figure("memory grown", (self._peak - self._held) / MEGABYTE, "MB", most),
            Figure("memory kept afterwards", self._left / MEGABYTE, "MB", most),
            Figure("log", self._grown_log / 1e3, "kB", (LOG_BYTES + LOG_BYTES_PER_SECOND * self._lasted) / 1e3),
        ]


@asynccontextmanager
async def watched(site: Site, scale: Scale) -> AsyncIterator[Watch]:
    """Watch what happens inside, and wait for the memory to come back."""
    watch = Watch(site, scale)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(watch.run())
        yield watch
        watch.is_over = True
    await watch.ended()
