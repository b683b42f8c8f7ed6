"""Switching rooms in Chromium: from the click on a room to its messages on the screen."""

from playwright.async_api import Page

from bench.chromium import tab
from bench.crowd import our_crowd
from bench.measures import settle
from bench.report import Finding, percentile
from bench.scale import Scale
from bench.seed import SeededRoom
from bench.server import our_server

PEOPLE, HERE = 200, 100  # in the roster, with and without the room open
SLUGS = ("harbour", "quay", "attic")
MESSAGES = 120
WARM_UP, SWITCHES = 6, 40
MOST_P95_MS = 120.0

# Resolves with the milliseconds from the click to the first frame painted with a row of the other room.
SWITCH = """slug => new Promise(resolve => {
  let clicked = 0;
  const link = document.querySelector(`a.nav-room[href="/rooms/${slug}"]`);
  link.addEventListener('click', event => { clicked = event.timeStamp }, { capture: true, once: true });
  const shown = () => document.querySelector(`[role=log] article a[href^="/rooms/${slug}?"]`);
  const look = () => shown() ? requestAnimationFrame(() => resolve(performance.now() - clicked))
                             : requestAnimationFrame(look);
  requestAnimationFrame(look);
  window.ready_to_click = true;
})"""


async def measure(scale: Scale) -> list[Finding]:
    """Between three rooms with 120 messages each, 200 people in the roster of the first."""
    async with our_server(scale.viewers(PEOPLE), [SeededRoom(slug, MESSAGES) for slug in SLUGS]) as server:
        crowd = our_crowd(server.port, SLUGS[0])
        await crowd.join(range(2, scale.viewers(HERE) + 1), per_second=50.0)
        await settle(scale)
        async with tab(server, 1) as page:
            await page.goto(f"{server.origin}/rooms/{SLUGS[-1]}")
            await page.locator("[role=log] article").last.wait_for()
            turns = range(scale.times(WARM_UP) + scale.times(SWITCHES))
            times = [await _switch(page, SLUGS[turn % len(SLUGS)]) for turn in turns]
    measured = times[scale.times(WARM_UP) :]
    p50, p95 = percentile(measured, 50), percentile(measured, 95)
    return [
        Finding(
            "switching rooms in Chromium, click to messages: p50 · p95",
            f"{p50:.0f} · {p95:.0f} ms",
            to_hold=f"p95 ≤ {MOST_P95_MS:.0f} ms",
            holds=p95 <= MOST_P95_MS,
        )
    ]


async def _switch(page: Page, slug: str) -> float:
    link = page.locator(f'a.nav-room[href="/rooms/{slug}"]')
    handle = await page.evaluate_handle(f"() => {{ window.switched = ({SWITCH})('{slug}') }}")
    await link.click()
    milliseconds = float(await page.evaluate("() => window.switched"))
    await handle.dispose()
    await page.wait_for_timeout(300)
    return milliseconds
