"""Many viewers of one page."""

import asyncio
import uuid
from collections.abc import Iterable

from bench.page import BROWSER_HEADERS, Page, get, local_address
from bench.server import HOST
from bench.viewers import RivalViewer, Viewer

READY_SECONDS = 60.0


class Crowd:
    """The viewers of one server's page."""

    def __init__(self, port: int, path: str, *, waits_for: bytes, signed_in: bool, kind: type[Viewer]) -> None:
        self._port = port
        self._path = path
        self._waits_for = waits_for
        self._signed_in = signed_in
        self._kind = kind
        self.viewers: list[Viewer] = []

    async def join(self, accounts: Iterable[int], *, per_second: float) -> list[Viewer]:
        """Open the page once for each account, at a steady pace."""
        loop = asyncio.get_running_loop()
        begin, tasks = loop.time(), []
        for index, account in enumerate(accounts):
            await asyncio.sleep(max(0.0, begin + index / per_second - loop.time()))
            tasks.append(asyncio.create_task(self.open(account)))
        joined = await asyncio.gather(*tasks)
        self.viewers += joined
        return joined

    async def open(self, account: int, kind: type[Viewer] | None = None) -> Viewer:
        """A viewer to which everything on screen has been sent; it is not one of `viewers` yet."""
        person = account if self._signed_in else None
        viewer = await self.connect(await get(self._port, self._path, account=person), person, kind)
        async with asyncio.timeout(READY_SECONDS):
            await viewer.ready
        return viewer

    async def connect(self, page: Page, person: int | None, kind: type[Viewer] | None = None) -> Viewer:
        """A viewer of a page that has been fetched, to which nothing has been sent yet."""
        loop = asyncio.get_running_loop()
        viewer = (kind or self._kind)(page, waits_for=self._waits_for)
        await loop.create_connection(lambda: viewer, HOST, self._port, local_addr=local_address(person))
        viewer.transport.write(_upgrade_request(self._port, page))
        return viewer

    def forget_arrivals(self) -> None:
        """Count from here."""
        for viewer in self.viewers:
            viewer.arrivals.clear()

    @property
    def deliveries(self) -> int:
        """Messages that have arrived, over all viewers."""
        return sum(len(viewer.arrivals) for viewer in self.viewers)

    def close(self, viewers: Iterable[Viewer] | None = None) -> None:
        """End these connections, or all."""
        leaving = list(self.viewers if viewers is None else viewers)
        for viewer in leaving:
            viewer.transport.close()
        self.viewers = [viewer for viewer in self.viewers if viewer not in leaving]


def our_crowd(port: int, slug: str) -> Crowd:
    """Viewers of a room: they are there once the room's log has arrived."""
    return Crowd(port, f"/rooms/{slug}", waits_for=b'"role":"log"', signed_in=True, kind=Viewer)


def rival_crowd(port: int) -> Crowd:
    """Viewers of the rival: everything stands in the page, so they are there once the socket is."""
    return Crowd(port, "/", waits_for=b"40{", signed_in=False, kind=RivalViewer)


def _upgrade_request(port: int, page: Page) -> bytes:
    ids = f"document_id={uuid.uuid4()}&tab_id={uuid.uuid4()}&old_tab_id=null"
    query = f"client_id={page.client_id}&next_message_id=0&implicit_handshake=true&{ids}&EIO=4&transport=websocket"
    lines = [
        f"GET /_nicegui_ws/socket.io/?{query} HTTP/1.1",
        f"Host: {HOST}:{port}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        f"Origin: http://{HOST}:{port}",
        *BROWSER_HEADERS[:1],
    ]
    if page.cookie:
        lines.append(f"Cookie: {page.cookie}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
