"""From the press of Enter to each delivery, with 1,000 viewers; and whether all got everything in one order."""

from bench.crowd import our_crowd
from bench.measures import arrived, completeness, in_ms, latencies, settle, spread_in_ms
from bench.posters import POSTERS, Composers, post_steadily
from bench.report import Finding
from bench.scale import Scale
from bench.seed import SeededRoom
from bench.server import our_server

VIEWERS = 1_000
POSTS_PER_SECOND = 2.0
CYCLES = 2
MOST_P50_SECONDS, MOST_P99_SECONDS = 0.015, 0.060


async def measure(scale: Scale) -> list[Finding]:
    """Two posts a second."""
    count = scale.viewers(VIEWERS)
    async with our_server(count + POSTERS, [SeededRoom("harbour", 50)]) as server:
        crowd = our_crowd(server.port, "harbour")
        await crowd.join(range(1, count + 1), per_second=50.0)
        composers = await Composers.open(crowd, count + 1)
        await settle(scale)
        numbers = range(round(scale.times(CYCLES) * scale.cycle_seconds * POSTS_PER_SECOND))
        await post_steadily(composers.post, numbers, per_second=POSTS_PER_SECOND)
        await arrived(crowd.viewers, len(numbers))
    wrong = completeness(crowd.viewers, numbers)
    p50, p99 = spread_in_ms(latencies(crowd.viewers, composers.posted_at, numbers))
    name = f"{count} viewers, {POSTS_PER_SECOND:.0f} posts a second"
    return [
        Finding(
            f"every message to every viewer in one order, {name}",
            wrong or f"all {len(numbers) * count:,}",
            to_hold="all",
            holds=not wrong,
            at_any_scale=True,
        ),
        Finding(
            f"from post to each delivery, {name}: p50 · p99",
            f"{in_ms(p50)} · {in_ms(p99)}",
            to_hold=f"≤ {in_ms(MOST_P50_SECONDS)} · ≤ {in_ms(MOST_P99_SECONDS)}",
            holds=p50 <= MOST_P50_SECONDS and p99 <= MOST_P99_SECONDS,
        ),
    ]
