"""Server CPU for one mark of reading: each viewer of a room does something while a new message is before their eyes."""

import asyncio
from typing import Any

from bench.crowd import Crowd, our_crowd
from bench.measures import arrived, idle_share, settle
from bench.page import Page
from bench.posters import POSTERS, Composers
from bench.report import Finding
from bench.scale import Scale
from bench.seed import SeededRoom
from bench.server import Server, our_server
from bench.viewers import Viewer

VIEWERS = 200
ROUNDS = 10
QUIET_SECONDS = 2.0  # in which what the message has set off comes to its end, and what the marks have
MOST_MS = 0.3
MARK_GONE = b'"u1":null'  # of the first room


class Reader(Viewer):
    """A viewer at the end of the room, with a hand on the mouse."""

    def __init__(self, page: Page, *, waits_for: bytes) -> None:
        super().__init__(page, waits_for=waits_for)
        self._room = ""
        self.has_read = False

    def text_received(self, data: bytes, start: int, end: int) -> None:
        super().text_received(data, start, end)
        self.has_read |= data.find(MARK_GONE, start, end) >= 0

    def shown(self, key: str, element: dict[str, Any]) -> None:
        if element.get("props", {}).get("id") == "room":
            self._room = key

    def press(self) -> None:
        """Do something in the room."""
        self.has_read = False
        if not self.emit(self._room, "pointerdown", {}):
            raise LookupError("The room does not hear what one does in it.")


async def measure(scale: Scale) -> list[Finding]:
    """A message, and when all is quiet a mark by each viewer; idling taken off."""
    count, rounds = scale.viewers(VIEWERS), scale.times(ROUNDS)
    async with our_server(count + POSTERS, [SeededRoom("harbour", 50)]) as server:
        crowd = our_crowd(server.port, "harbour")
        crowd.viewers = [await crowd.open(account, Reader) for account in range(1, count + 1)]
        composers = await Composers.open(crowd, count + 1)
        await settle(scale)
        idle = await idle_share(server, scale.cycle_seconds)
        spent = [await _round(server, crowd, composers, number, idle) for number in range(rounds + 1)][1:]
    cost_ms = sum(spent) / (len(spent) * count) * 1_000
    return [
        Finding(
            f"server CPU per mark of reading, {count} viewers",
            f"{cost_ms:.2f} ms",
            to_hold=f"≤ {MOST_MS} ms",
            holds=cost_ms <= MOST_MS,
        )
    ]


async def _round(server: Server, crowd: Crowd, composers: Composers, number: int, idle: float) -> float:
    """Seconds of CPU for a mark by each viewer. Raises RuntimeError when they were not heard."""
    crowd.forget_arrivals()
    await composers.post(number)
    if not await arrived(crowd.viewers, 1):
        raise RuntimeError("The message has not reached everybody.")
    await asyncio.sleep(QUIET_SECONDS)
    loop = asyncio.get_running_loop()
    begin, begin_cpu = loop.time(), server.cpu()
    readers = [viewer for viewer in crowd.viewers if isinstance(viewer, Reader)]
    for reader in readers:
        reader.press()
    await asyncio.sleep(QUIET_SECONDS)
    if not all(reader.has_read for reader in readers):
        raise RuntimeError("Somebody has not read what was before their eyes.")
    return server.cpu() - begin_cpu - idle * (loop.time() - begin)
