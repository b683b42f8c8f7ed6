"""A tab that comes back by itself when its server was away, as NiceGUI's and Socket.IO's scripts do."""

import asyncio
import random
import time
from typing import cast

from bench.page import Page
from tests.faults.clients.member import Member
from tests.faults.pace import pass_time
from tests.faults.site import Site

FIRST_DELAY_SECONDS, MAX_DELAY_SECONDS = 1.0, 5.0  # Socket.IO's, each half as long to half as long again
GIVES_UP_SECONDS = 60.0
REFUSED = (OSError, EOFError, TimeoutError)
HANDSHAKE_REFUSED = b"44{"  # upon which NiceGUI's script loads the page again
RELOADS = (b"history.go(0)", b"location.reload", b'42["open"')  # what a page is told that is to be replaced


class Tab(Member):
    """Notes whether it has to load its page again, and when its connection is gone."""

    def __init__(self, page: Page, *, waits_for: bytes) -> None:
        super().__init__(page, waits_for=waits_for)
        self.must_reload = False
        self.gone = asyncio.Event()

    def text_received(self, data: bytes, start: int, end: int) -> None:
        is_refused = data.startswith(HANDSHAKE_REFUSED, start)
        if is_refused or any(data.find(word, start, end) >= 0 for word in RELOADS):
            self.must_reload = True
            self.transport.close()
        else:
            super().text_received(data, start, end)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self.gone.set()


class Returning:
    """One person's tab over any number of connections."""

    def __init__(self, site: Site, account: int) -> None:
        self._account = account
        self._crowd = site.pages()
        self._tab: Tab

    async def open(self) -> None:
        """Load the page and open its socket. Raises ConnectionError: then nobody is there to load it again."""
        self._tab = cast(Tab, await self._crowd.open(self._account, Tab))

    async def come_back(self) -> float:
        """Wait for the connection's end and connect until the room stands there again; when that was, monotonic."""
        async with asyncio.timeout(GIVES_UP_SECONDS):
            await self._tab.gone.wait()
            delay = FIRST_DELAY_SECONDS
            while not await self._connects():
                await pass_time(delay * random.uniform(0.5, 1.5))
                delay = min(delay * 2, MAX_DELAY_SECONDS)
        return time.monotonic()

    async def _connects(self) -> bool:
        """Whether the room stands there again, in the same page or in a new one."""
        try:
            tab = cast(Tab, await self._crowd.connect(self._tab.page, self._account, Tab))
        except REFUSED:
            return False
        await asyncio.wait([tab.ready])  # or the connection's end
        if tab.must_reload:
            await self.open()
        elif not tab.lost:
            self._tab = tab
        return tab.must_reload or not tab.lost
