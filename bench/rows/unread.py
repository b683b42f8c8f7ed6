"""One viewer that never reads, among 200: what it costs the server's memory and the others' time."""

import socket

from bench.crowd import Crowd, our_crowd
from bench.measures import arrived, in_ms, latencies, settle, spread_in_ms
from bench.posters import POSTERS, Composers, post_steadily
from bench.report import Finding
from bench.scale import Scale
from bench.seed import SeededRoom
from bench.server import our_server
from bench.viewers import body_of

VIEWERS = 200
POSTS_PER_SECOND = 12.0
LONG_TEXT = "\n\n" + "And much more text, so that what nobody reads grows quickly. " * 100
RECEIVE_BUFFER_BYTES = 4_096
WINDOWS = 3  # of each kind, in turns, as the machine is not always equally quick
MAX_BYTES = 32 * 1024 * 1024
MOST_SLOWER = 1.2


async def measure(scale: Scale) -> list[Finding]:
    """Long messages; windows without that viewer and with it in turns."""
    count, windows = scale.viewers(VIEWERS), scale.times(WINDOWS)
    without: list[float] = []
    beside: list[float] = []
    grown = 0
    async with our_server(count + POSTERS + windows, [SeededRoom("harbour", 50)]) as server:
        crowd = our_crowd(server.port, "harbour")
        await crowd.join(range(1, count + 1), per_second=50.0)
        composers = await Composers.open(crowd, count + 1)
        await settle(scale)
        await _window(crowd, composers, scale)  # warms up
        for window in range(windows):
            without += await _window(crowd, composers, scale)
            before = server.memory()
            await _stop_reading(crowd, count + POSTERS + 1 + window)
            beside += await _window(crowd, composers, scale)
            grown = max(grown, server.memory() - before)
    p99_without, p99_beside = spread_in_ms(without)[1], spread_in_ms(beside)[1]
    name = f"one viewer that never reads, among {count}"
    return [
        Finding(
            f"{name}: server memory",
            f"+{grown / 2**20:.1f} MB",
            to_hold=f"≤ +{MAX_BYTES / 2**20:.0f} MB",
            holds=grown <= MAX_BYTES,
        ),
        Finding(
            f"{name}: the others' p99, without · with it",
            f"{in_ms(p99_without)} · {in_ms(p99_beside)}",
            to_hold=f"≤ +{MOST_SLOWER - 1:.0%}",
            holds=p99_beside <= p99_without * MOST_SLOWER,
        ),
    ]


async def _stop_reading(crowd: Crowd, account: int) -> None:
    viewer = await crowd.open(account)
    connection: socket.socket = viewer.transport.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
    viewer.transport.pause_reading()


async def _window(crowd: Crowd, composers: Composers, scale: Scale) -> list[float]:
    """Seconds from post to each delivery."""
    crowd.forget_arrivals()
    first = len(composers.posted_at)
    numbers = range(first, first + round(scale.cycle_seconds * POSTS_PER_SECOND))

    async def post(number: int) -> None:
        await composers.post(number, body_of(number) + LONG_TEXT)

    await post_steadily(post, numbers, per_second=POSTS_PER_SECOND)
    await arrived(crowd.viewers, len(numbers))
    return latencies(crowd.viewers, composers.posted_at, numbers)
