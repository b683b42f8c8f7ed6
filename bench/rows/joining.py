"""Server CPU for one more viewer: the page, its socket, the room's state, and telling the others."""

import asyncio

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
GONE_SECONDS = 4.5
MOST_SECONDS = 0.010
MOST_GROWTH = 1.3


async def measure(scale: Scale) -> list[Finding]:
    """With few and with many in the room already; each is an account of its own."""
    few, many = (scale.viewers(count) if count > 100 else count for count in CROWDS)
    cost_few, cost_many = await _with(few, scale), await _with(many, scale)
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


async def _with(present: int, scale: Scale) -> float:
    rounds, at_once = scale.times(ROUNDS), scale.viewers(JOINING_AT_ONCE)
    accounts = present + rounds * at_once + 1
    async with our_server(accounts, [SeededRoom("harbour", 50)]) as server:
        crowd = our_crowd(server.port, "harbour")
        await crowd.join(range(1, present + 1), per_second=50.0)  # 1,000 take three intervals of pings
        await settle(scale)
        idle = await idle_share(server, scale.cycle_seconds)
        firsts = range(present + 1, accounts, at_once)
        spent: list[float] = []
        for first in firsts:
            if spent:
                await asyncio.sleep(GONE_SECONDS)
            spent.append(await _round(server, crowd, range(first, first + at_once), idle))
    return sum(spent) / (rounds * at_once)


async def _round(server: Server, crowd: Crowd, accounts: range, idle: float) -> float:
    loop = asyncio.get_running_loop()
    begin, begin_cpu = loop.time(), server.cpu()
    joined = await crowd.join(accounts, per_second=JOINS_PER_SECOND)
    await asyncio.sleep(TOLD_SECONDS)
    spent = server.cpu() - begin_cpu - idle * (loop.time() - begin)
    crowd.close(joined)
    return spent
