"""Keeps services alive, one for one: a crash is logged and the service starts again after a backoff.

Ending always ends: what a service does at its end is waited for only so long, and no error there starts it again.
"""

import asyncio
import logging
import random
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from livechat.clock import Clock

log = logging.getLogger(__name__)

FIRST_BACKOFF_SECONDS = 0.05
MAX_BACKOFF_SECONDS = 5.0
HEALTHY_AFTER_SECONDS = 30.0
MAX_CRASHES = 5
CRASH_WINDOW_SECONDS = 10.0
STOP_SECONDS = 0.5  # for one service, and for all together when the program ends
LAST_SECONDS = 0.1  # for those whose turn has not come by then


class ChildState(StrEnum):
    """Where a supervised service stands."""

    RUNNING = "running"
    RESTARTING = "restarting"
    STOPPED = "stopped"


@dataclass
class Child:
    """One supervised service."""

    name: str
    run: Callable[[], Awaitable[None]]
    state: ChildState = ChildState.RUNNING
    crashes: deque[float] = field(default_factory=lambda: deque(maxlen=MAX_CRASHES))
    task: asyncio.Task[None] | None = None

    def crashes_too_often(self, now: float) -> bool:
        """Whether it crashed `MAX_CRASHES` times within the last `CRASH_WINDOW_SECONDS`."""
        return len(self.crashes) == MAX_CRASHES and now - self.crashes[0] <= CRASH_WINDOW_SECONDS


class Supervisor:
    """Owner of the services' tasks. Use it as an async context manager; leaving it ends them, last started first.

    `stop_seconds` is for their clean-ups, by the real clock.
    """

    def __init__(self, clock: Clock, *, stop_seconds: float = STOP_SECONDS) -> None:
        self._clock = clock
        self._stop_seconds = stop_seconds
        self._children: dict[str, Child] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        deadline = time.monotonic() + self._stop_seconds
        while self._children and (left := deadline - time.monotonic()) > 0:
            await self._stop([next(reversed(self._children))], left)
        await self._stop(tuple(self._children), LAST_SECONDS)

    def start_child(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        """Run a service for ever, under a name that is free; if it returns it is done and forgotten."""
        if name in self._children:
            raise ValueError(f"a service named {name} is running already")
        child = self._children[name] = Child(name, run)
        child.task = asyncio.create_task(self._keep_alive(child), name=f"service {name}")

    async def stop_child(self, name: str) -> None:
        """End a service and wait until it has; one that does not is told of in the log, and left to itself."""
        await self._stop([name] if name in self._children else [], self._stop_seconds)

    async def _stop(self, names: Sequence[str], seconds: float) -> None:
        ending = {}
        for child in [self._children.pop(name) for name in names]:
            child.state = ChildState.STOPPED
            if child.task is not None:
                child.task.cancel()
                ending[child.task] = child.name
        if ending:
            _, hanging = await asyncio.wait(ending, timeout=seconds)
            for task in hanging:
                log.error("service %s does not end", ending[task])

    def names(self) -> tuple[str, ...]:
        """The services in the order of their start."""
        return tuple(self._children)

    def health(self) -> dict[str, ChildState]:
        """Each service's state."""
        return {name: child.state for name, child in self._children.items()}

    @property
    def healthy(self) -> bool:
        """False while a service crashes again and again."""
        now = self._clock.monotonic()
        return not any(child.crashes_too_often(now) for child in self._children.values())

    async def _keep_alive(self, child: Child) -> None:
        backoff = FIRST_BACKOFF_SECONDS
        while True:
            started = self._clock.monotonic()
            try:
                await child.run()
            except Exception:
                log.exception("service %s crashed", child.name)
                if child.state is ChildState.STOPPED:
                    return
            else:
                self._children.pop(child.name, None)
                return
            now = self._clock.monotonic()
            child.crashes.append(now)
            child.state = ChildState.RESTARTING
            if now - started >= HEALTHY_AFTER_SECONDS:
                backoff = FIRST_BACKOFF_SECONDS
            await self._clock.sleep(backoff * random.uniform(0.5, 1))  # noqa: S311 - jitter, no secret
            backoff = min(backoff * 2, MAX_BACKOFF_SECONDS)
            child.state = ChildState.RUNNING
