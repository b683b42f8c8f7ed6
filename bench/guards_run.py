"""One run of `bench.guards`: started by its path inside a checkout, whose own bench it uses; prints JSON, seconds."""

import asyncio
import gc
import json
import sys

import uvloop

from bench.crowd import our_crowd
from bench.measures import cpu_per_delivery, idle_share
from bench.posters import POSTERS, Composers
from bench.seed import SeededRoom
from bench.server import our_server, pin_load

VIEWERS, JOINING = 200, 100
SECONDS = 6.5  # one interval of pings
SETTLE_SECONDS = 2.0


async def measure(settings: dict[str, str]) -> dict[str, float]:
    """CPU of a delivery to 200 viewers, and of a join while they are there."""
    accounts = VIEWERS + POSTERS + JOINING
    options = {"settings": settings} if settings else {}
    async with our_server(accounts, [SeededRoom("harbour", 50)], **options) as server:
        crowd = our_crowd(server.port, "harbour")
        await crowd.join(range(1, VIEWERS + 1), per_second=50.0)
        composers = await Composers.open(crowd, VIEWERS + 1)
        await asyncio.sleep(SETTLE_SECONDS)
        delivery = await cpu_per_delivery(server, crowd, composers.post, per_second=12.0, seconds=SECONDS)
        idle = await idle_share(server, SECONDS)
        loop = asyncio.get_running_loop()
        begin, begin_cpu = loop.time(), server.cpu()
        await crowd.join(range(accounts - JOINING + 1, accounts + 1), per_second=20.0)
        await asyncio.sleep(SETTLE_SECONDS)
        joining = (server.cpu() - begin_cpu - idle * (loop.time() - begin)) / JOINING
        return {"delivery": delivery, "joining": joining}


if __name__ == "__main__":
    pin_load()
    gc.freeze()
    gc.disable()
    print(json.dumps(uvloop.run(measure(json.loads(sys.argv[1])))))
