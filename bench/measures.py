"""Measurements that several rows share."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence
from statistics import median

from bench.crowd import Crowd
from bench.posters import Post, post_steadily
from bench.report import percentile
from bench.scale import Scale
from bench.server import Server
from bench.viewers import Viewer, body_of

ARRIVE_SECONDS = 20.0
TURNS = 3


async def idle_share(server: Server, seconds: float) -> float:
    """Seconds of CPU that the server takes in a second when nothing happens."""
    begin = server.cpu()
    await asyncio.sleep(seconds)
    return (server.cpu() - begin) / seconds


async def settle(scale: Scale) -> None:
    """Let what joining has set off come to its end."""
    await asyncio.sleep(scale.settle_seconds)


async def cpu_per_delivery(
    server: Server, crowd: Crowd, post: Post, *, per_second: float, seconds: float, first: int = 0
) -> float:
    """Seconds of CPU that one message costs for one viewer, posting and all else included, idling taken off."""
    idle = await idle_share(server, seconds)
    crowd.forget_arrivals()
    loop = asyncio.get_running_loop()
    begin, begin_cpu = loop.time(), server.cpu()
    count = round(per_second * seconds)
    await post_steadily(post, range(first, first + count), per_second=per_second)
    await arrived(crowd.viewers, count)
    spent = server.cpu() - begin_cpu - idle * (loop.time() - begin)
    return spent / max(1, crowd.deliveries)


async def cpu_in_turns(
    server: Server, crowd: Crowd, posts: Sequence[Post], *, per_second: float, seconds: float
) -> list[float]:
    """The same of several kinds, each the median of its turns: a machine is quicker at one moment than at the next.

    Of each kind the first turn begins with the number 0, the second where that ended.
    """
    turns: list[list[float]] = [[] for _ in posts]
    count = round(per_second * seconds)
    for turn in range(TURNS):
        for post, costs in zip(posts, turns, strict=True):
            costs.append(
                await cpu_per_delivery(server, crowd, post, per_second=per_second, seconds=seconds, first=turn * count)
            )
    return [median(costs) for costs in turns]


async def arrived(viewers: Sequence[Viewer], count: int) -> bool:
    """Wait until so many messages have reached each viewer; whether they have."""
    return await eventually(lambda: all(len(viewer.arrivals) >= count for viewer in viewers), ARRIVE_SECONDS)


async def eventually(condition: Callable[[], bool], seconds: float) -> bool:
    """Whether it became true in that time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(0.05)
    return True


def completeness(viewers: Sequence[Viewer], numbers: range) -> str:
    """Empty when every viewer got every message once and all in the same order; else what went wrong."""
    expected = {body_of(number).encode() for number in numbers}
    orders = Counter(tuple(body for _, body in viewer.arrivals) for viewer in viewers)
    wrong = sum(count for order, count in orders.items() if len(order) != len(expected) or set(order) != expected)
    if wrong:
        return f"{wrong} of {len(viewers)} viewers lack messages or have some twice"
    return f"{len(orders)} different orders" if len(orders) > 1 else ""


def latencies(viewers: Sequence[Viewer], posted_at: dict[int, float], numbers: range) -> list[float]:
    """Seconds from the press of Enter to each delivery."""
    number_of = {body_of(number).encode(): number for number in numbers}
    return [at - posted_at[number_of[body]] for viewer in viewers for at, body in viewer.arrivals if body in number_of]


def in_ms(seconds: float) -> str:
    """As the table tells it."""
    return f"{seconds * 1e3:.1f} ms"


def spread_in_ms(seconds: Sequence[float]) -> tuple[float, float]:
    """Median and 99th percentile."""
    return percentile(seconds, 50), percentile(seconds, 99)
