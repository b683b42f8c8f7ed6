"""The one way in which tests wait for what happens elsewhere: they ask again until it is so. No other test sleeps."""

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable

PATIENCE_SECONDS = 10.0  # a busy machine is not a failure
FIRST_PAUSE_SECONDS = 0.001
LONGEST_PAUSE_SECONDS = 0.05

Condition = Callable[[], bool | Awaitable[bool]]


async def eventually(
    condition: Condition, *, seconds: float = PATIENCE_SECONDS, instead: Callable[[], object] | None = None
) -> None:
    """Wait until the condition holds. Where it does not in time the test fails, and says what is so `instead`."""
    __tracebackhide__ = True
    deadline, pause = time.monotonic() + seconds, FIRST_PAUSE_SECONDS
    while not await _holds(condition):
        if time.monotonic() > deadline:
            found = f": {instead()}" if instead else ""
            raise AssertionError(f"not within {seconds} s{found}")
        await asyncio.sleep(pause)
        pause = min(pause * 1.5, LONGEST_PAUSE_SECONDS)


async def _holds(condition: Condition) -> bool:
    answer = condition()
    return await answer if inspect.isawaitable(answer) else answer
