"""A real Chromium, signed in, on the load's core."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import CDPSession, Page, async_playwright

from bench.seed import secret_of
from bench.server import Server

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run")


@asynccontextmanager
async def tab(server: Server, account: int) -> AsyncIterator[Page]:
    """A tab of a signed-in browser."""
    path = os.environ.get("LIVECHAT_TEST_BROWSER") or next(filter(None, map(shutil.which, COMMANDS)), None)
    if path is None:
        raise RuntimeError("There is no Chromium or Chrome here: name one in LIVECHAT_TEST_BROWSER.")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        context = await browser.new_context(viewport={"width": 1280, "height": 800})
        await context.add_cookies([{"name": "livechat_session", "value": secret_of(account), "url": server.origin}])
        yield await context.new_page()
        await browser.close()


class MainThread:
    """How long the tab's main thread has worked: its tasks by thread time, not by the clock on the wall."""

    def __init__(self, session: CDPSession) -> None:
        self._session = session

    @classmethod
    async def of(cls, page: Page) -> "MainThread":
        session = await page.context.new_cdp_session(page)
        await session.send("Performance.enable", {"timeDomain": "threadTicks"})
        return cls(session)

    async def task_seconds(self) -> float:
        """Since the page was opened."""
        metrics = (await self._session.send("Performance.getMetrics"))["metrics"]
        return float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))
