"""What a new message costs Chromium's main thread with 300 rows on screen."""

import asyncio

from playwright.async_api import Page

from bench.chromium import MainThread, tab
from bench.crowd import our_crowd
from bench.measures import settle
from bench.posters import Composers, post_steadily
from bench.report import Finding
from bench.scale import Scale
from bench.seed import SeededRoom
from bench.server import our_server

PEOPLE, HERE = 200, 100  # in the roster, with and without the room open
ROWS, MESSAGES = 280, 19  # seeded, then posted: rows 280 to 299 fill the last of six blocks
POSTS_PER_SECOND = 1.0
MOST_MS = 20.0


async def measure(scale: Scale) -> list[Finding]:
    """The reader has scrolled back to the first of 280 messages and down again."""
    messages = scale.times(MESSAGES)
    async with our_server(scale.viewers(PEOPLE), [SeededRoom("harbour", ROWS)]) as server:
        crowd = our_crowd(server.port, "harbour")
        await crowd.join(range(3, scale.viewers(HERE) + 1), per_second=50.0)
        composers = await Composers.open(crowd, 2, count=1)
        async with tab(server, 1) as page:
            await page.goto(f"{server.origin}/rooms/harbour")
            await _load_everything(page)
            await settle(scale)
            spent = await _spent(page, composers, messages)
    milliseconds = spent / messages * 1e3
    return [
        Finding(
            "main-thread task time in Chromium per new message, 300 rows on screen",
            f"{milliseconds:.1f} ms",
            to_hold=f"≤ {MOST_MS:.0f} ms",
            holds=milliseconds <= MOST_MS,
        )
    ]


async def _load_everything(page: Page) -> None:
    """By keys: a pointer that rests on the page makes each frame look for what is under it now."""
    rows = page.locator("[role=log] article")
    await rows.last.wait_for()
    while (shown := await rows.count()) < ROWS:
        await page.locator(".scroller").focus()
        await page.keyboard.press("Home")
        await rows.nth(shown).wait_for(state="attached")
    await page.keyboard.press("End")
    await page.wait_for_timeout(1_000)


async def _spent(page: Page, composers: Composers, messages: int) -> float:
    thread = await MainThread.of(page)
    window = messages / POSTS_PER_SECOND
    begin = await thread.task_seconds()
    await asyncio.sleep(window)
    idle = await thread.task_seconds() - begin
    begin = await thread.task_seconds()
    await post_steadily(composers.post, range(messages), per_second=POSTS_PER_SECOND)
    if await page.locator("[role=log] article").count() != ROWS + messages:
        raise RuntimeError("The posted messages are not all on the screen.")
    return await thread.task_seconds() - begin - idle
