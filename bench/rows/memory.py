"""Server memory for one viewer with 50 messages on screen, beside the rival."""

from bench.crowd import Crowd, our_crowd, rival_crowd
from bench.measures import settle
from bench.report import Finding
from bench.scale import Scale
from bench.seed import SeededRoom
from bench.server import Server, our_server, rival_server

WARM_UP = 50
VIEWERS, RIVAL_VIEWERS = 500, 150
MESSAGES_ON_SCREEN = 50
MOST_KB = 200.0


async def measure(scale: Scale) -> list[Finding]:
    """What the process grows by, after some viewers have warmed it up."""
    accounts = scale.viewers(WARM_UP) + scale.viewers(VIEWERS)
    async with our_server(accounts, [SeededRoom("harbour", MESSAGES_ON_SCREEN)]) as server:
        ours = await _growth(server, our_crowd(server.port, "harbour"), VIEWERS, scale, per_second=50.0)
    async with rival_server(scale.rival) as server:
        rival = await _growth(server, rival_crowd(server.port), RIVAL_VIEWERS, scale, per_second=15.0)
    name = f"memory per viewer, {MESSAGES_ON_SCREEN} messages on screen"
    return [Finding(name, f"{ours:.0f} kB", f"{rival:.0f} kB", f"≤ {MOST_KB:.0f} kB", ours <= MOST_KB)]


async def _growth(server: Server, crowd: Crowd, viewers: int, scale: Scale, *, per_second: float) -> float:
    first, more = scale.viewers(WARM_UP), scale.viewers(viewers)
    await crowd.join(range(1, first + 1), per_second=per_second)
    await settle(scale)
    before = server.memory()
    await crowd.join(range(first + 1, first + more + 1), per_second=per_second)
    await settle(scale)
    return (server.memory() - before) / more / 1_000
