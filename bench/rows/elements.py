"""How many elements NiceGUI keeps for one room page that was just opened."""

import asyncio

from bench.crowd import our_crowd
from bench.report import Finding
from bench.scale import Scale
from bench.seed import SeededRoom
from bench.server import our_server

MOST_ELEMENTS = 20
LAST_UPDATE_SECONDS = 1.0


async def measure(_: Scale) -> list[Finding]:
    """A member's page with two blocks of history, once its socket is there."""
    async with our_server(1, [SeededRoom("harbour", 120)]) as server:
        viewer = await our_crowd(server.port, "harbour").open(1)
        await asyncio.sleep(LAST_UPDATE_SECONDS)
        count = len(viewer.elements)
    return [
        Finding(
            "own NiceGUI elements of a room page just opened",
            str(count),
            to_hold=f"≤ {MOST_ELEMENTS}",
            holds=count <= MOST_ELEMENTS,
            at_any_scale=True,
        )
    ]
