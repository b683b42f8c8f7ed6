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
    count = scale.viewers(VIEWERS)
    async with our_server(WARM_UP + count, [SeededRoom("harbour", MESSAGES_ON_SCREEN)]) as server:
        ours = await _growth(server, our_crowd(server.port, "harbour"), count, per_second=50.0)
    async with rival_server(scale.rival) as server:
        rival = await _growth(server, rival_crowd(server.port), scale.viewers(RIVAL_VIEWERS), per_second=15.0)
    name = f"memory per viewer, {MESSAGES_ON_SCREEN} messages on screen"
    return [Finding(name, f"{ours:.0f} kB", f"{rival:.0f} kB", f"≤ {MOST_KB:.0f} kB", ours <= MOST_KB)]


async def _growth(server: Server, crowd: Crowd, count: int, *, per_second: float) -> float:
    await crowd.join(range(1, WARM_UP + 1), per_second=per_second)
    await settle()
    before = server.memory()
    await crowd.join(range(WARM_UP + 1, WARM_UP + count + 1), per_second=per_second)
    await settle()
    return (server.memory() - before) / count / 1_000
