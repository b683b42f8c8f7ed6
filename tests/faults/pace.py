"""Load that goes on for a time, or keeps a pace: the one place of the harness that lets time pass."""

import asyncio
import time
from collections.abc import AsyncIterator

MOMENT_SECONDS = 0.02


async def pass_time(seconds: float) -> None:
    """Let what is under way go on."""
    await asyncio.sleep(seconds)


async def moment() -> None:
    """Wait a little before something is tried again."""
    await asyncio.sleep(MOMENT_SECONDS)


async def paced(per_second: float, seconds: float) -> AsyncIterator[int]:
    """0, 1, 2 … at an even pace, for so long; whoever is late catches up."""
    begin = time.monotonic()
    for index in range(max(1, round(per_second * seconds))):
        await asyncio.sleep(max(0.0, begin + index / per_second - time.monotonic()))
        yield index
