"""Server CPU for one message and one viewer, beside the rival."""

from bench.crowd import our_crowd, rival_crowd
from bench.measures import completeness, cpu_per_delivery, settle
from bench.posters import POSTERS, Composers, rival_post
from bench.report import Finding
from bench.scale import Scale
from bench.seed import SeededRoom
from bench.server import our_server, rival_server

POSTS_PER_SECOND = 12.0
CASES = ((200, 30.0, 20.0, 2.0), (500, 20.0, 30.0, 1.0))  # viewers, most µs, least ratio, the rival's posts a second


async def measure(scale: Scale) -> list[Finding]:
    """Ours and the rival's at 200 and 500 viewers."""
    findings = []
    for viewers, most_us, least_ratio, rival_pace in CASES[: scale.times(len(CASES))]:
        count = scale.viewers(viewers)
        ours, wrong = await _ours(count, scale)
        rival = await _rival(count, scale, rival_pace)
        name = f"server CPU per delivery, {count} viewers"
        findings += [
            Finding(
                name, f"{ours * 1e6:.1f} µs", f"{rival * 1e6:.0f} µs", f"≤ {most_us:.0f} µs", ours * 1e6 <= most_us
            ),
            Finding(
                f"{name}: cheaper than the rival",
                f"{rival / ours:.0f} ×",
                "",
                f"≥ {least_ratio:.0f} ×",
                rival / ours >= least_ratio,
            ),
        ]
        if wrong:
            findings.append(Finding(f"{name}: complete", wrong, holds=False, at_any_scale=True))
    return findings


async def _ours(count: int, scale: Scale) -> tuple[float, str]:
    async with our_server(count + POSTERS, [SeededRoom("harbour", 50)]) as server:
        crowd = our_crowd(server.port, "harbour")
        await crowd.join(range(1, count + 1), per_second=50.0)
        composers = await Composers.open(crowd, count + 1)
        await settle(scale)
        cost = await cpu_per_delivery(
            server, crowd, composers.post, per_second=POSTS_PER_SECOND, seconds=scale.cycle_seconds
        )
        return cost, completeness(crowd.viewers, range(len(composers.posted_at)))


async def _rival(count: int, scale: Scale, pace: float) -> float:
    async with rival_server(scale.rival) as server:
        crowd = rival_crowd(server.port)
        await crowd.join(range(count), per_second=15.0)
        await settle(scale)
        return await cpu_per_delivery(
            server, crowd, rival_post(server.port), per_second=pace, seconds=scale.cycle_seconds
        )
