"""Stand-ins that are real enough: a clock that tests move."""

import asyncio
import heapq
from datetime import UTC, datetime, timedelta
from itertools import count

TURNS_TO_SETTLE = 30


async def settle() -> None:
    """Give every task that can go on its turns."""
    for _ in range(TURNS_TO_SETTLE):
        await asyncio.sleep(0)


class FakeClock:
    """Time stands still until `advance`."""

    def __init__(self) -> None:
        self._seconds = 0.0
        self._epoch = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = count()

    def now(self) -> datetime:
        return self._epoch + timedelta(seconds=self._seconds)

    def monotonic(self) -> float:
        return self._seconds

    def set_forward(self, seconds: float) -> None:
        """Move the hands of the clock: nobody has slept."""
        self._epoch += timedelta(seconds=seconds)

    async def sleep(self, seconds: float) -> None:
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._seconds + seconds, next(self._order), waiter))
        await waiter

    async def advance(self, seconds: float) -> None:
        """Move time on, waking the sleepers in the order of their times."""
        target = self._seconds + seconds
        await settle()
        while self._sleepers and self._sleepers[0][0] <= target:
            self._seconds, _, waiter = heapq.heappop(self._sleepers)
            if not waiter.done():
                waiter.set_result(None)
            await settle()
        self._seconds = target
        await settle()
