"""Server CPU for one more viewer: the page, its socket, the room's state, and telling the others."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bench.crowd import Crowd, our_crowd
from bench.measures import idle_share, in_ms, settle
from bench.report import Finding
from bench.scale import Scale
from bench.seed import SeededRoom
from bench.server import Server, our_server

CROWDS = (10, 1_000)
ROUNDS, JOINING_AT_ONCE = 5, 20  # all rounds end before the first who left are forgotten
JOINS_PER_SECOND = 20.0
TOLD_SECONDS = 1.0
BETWEEN_SECONDS = 1.25  # two of these and a round of the other room, and those who left are gone from the list
MOST_SECONDS = 0.010
MOST_GROWTH = 1.3


async def measure(scale: Scale) -> list[Finding]:
    """With few and with many in the room already; each is an account of its own."""
    few, many = (scale.viewers(count) if count > 100 else count for count in CROWDS)
    async with _visited_room(few, scale) as small, _visited_room(many, scale) as large:
        rooms = small, large
        await settle(scale)
        await asyncio.gather(*(room.look_at_idleness(scale.cycle_seconds) for room in rooms))
        for _ in range(scale.times(ROUNDS)):  # in turns: a machine is quicker at one moment than at the next
            for room in rooms:
                await room.round()
                await asyncio.sleep(BETWEEN_SECONDS)
    cost_few, cost_many = (room.seconds_per_join for room in rooms)
    return [
        Finding(
            f"joining, server CPU per viewer, {few} · {many} in the room",
            f"{in_ms(cost_few)} · {in_ms(cost_many)}",
            to_hold=f"≤ {in_ms(MOST_SECONDS)}",
            holds=max(cost_few, cost_many) <= MOST_SECONDS,
        ),
        Finding(
            f"joining with {many} in the room against {few}",
            f"{cost_many / cost_few:.2f} ×",
            to_hold=f"≤ {MOST_GROWTH} ×",
            holds=cost_many / cost_few <= MOST_GROWTH,
        ),
    ]


@asynccontextmanager
async def _visited_room(present: int, scale: Scale) -> AsyncIterator["_VisitedRoom"]:
    """A server of its own, with so many in the room."""
    at_once = scale.viewers(JOINING_AT_ONCE)
    accounts = present + scale.times(ROUNDS) * at_once + 1
    async with our_server(accounts, [SeededRoom("harbour", 50)]) as server:
        crowd = our_crowd(server.port, "harbour")
        await crowd.join(range(1, present + 1), per_second=50.0)  # 1,000 take three intervals of pings
        yield _VisitedRoom(server, crowd, present + 1, at_once)


class _VisitedRoom:
    """Adds up what those take who come by and go."""

    def __init__(self, server: Server, crowd: Crowd, next_account: int, at_once: int) -> None:
        self._server, self._crowd = server, crowd
        self._next_account, self._at_once = next_account, at_once
        self._idle_share = 0.0
        self._spent: list[float] = []

    async def look_at_idleness(self, seconds: float) -> None:
        self._idle_share = await idle_share(self._server, seconds)

    async def round(self) -> None:
        """Some join, the others are told of it, and they leave."""
        accounts = range(self._next_account, self._next_account + self._at_once)
        self._next_account += self._at_once
        loop = asyncio.get_running_loop()
        begin, begin_cpu = loop.time(), self._server.cpu()
        joined = await self._crowd.join(accounts, per_second=JOINS_PER_SECOND)
        await asyncio.sleep(TOLD_SECONDS)
        self._spent.append(self._server.cpu() - begin_cpu - self._idle_share * (loop.time() - begin))
        self._crowd.close(joined)

    @property
    def seconds_per_join(self) -> float:
        return sum(self._spent) / (len(self._spent) * self._at_once)
