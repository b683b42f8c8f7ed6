"""What 1,000 viewers cost while nothing happens, and how soon one that vanished is noticed."""

import re
import time

from bench.crowd import Crowd, our_crowd
from bench.measures import eventually, idle_share, settle
from bench.report import Finding
from bench.scale import Scale
from bench.seed import SeededRoom
from bench.server import our_server
from bench.viewers import Viewer

VIEWERS = 1_000
MOST_SHARE = 0.10
MOST_SECONDS_UNNOTICED = 15.0
LONGEST_WAIT_SECONDS = 30.0

_online = re.compile(rb"Online \xe2\x80\x94 ([\d,]+)")


class Watcher(Viewer):
    """Reads in the roster how many are here."""

    online = 0

    def text_received(self, data: bytes, start: int, end: int) -> None:
        super().text_received(data, start, end)
        found = _online.search(data, start, end)
        if found is not None:
            self.online = int(found[1].replace(b",", b""))


async def measure(scale: Scale) -> list[Finding]:
    """Everybody reads and answers, then one falls silent without a word."""
    count = scale.viewers(VIEWERS)
    async with our_server(count + 1, [SeededRoom("harbour", 50)]) as server:
        crowd = our_crowd(server.port, "harbour")
        await crowd.join(range(1, count + 1), per_second=50.0)
        watcher = await crowd.open(count + 1, Watcher)
        assert isinstance(watcher, Watcher)
        await settle(scale)
        share = await idle_share(server, scale.idle_seconds)
        unnoticed = await _vanish(crowd, watcher)
    return [
        Finding(
            f"idle, {count} viewers, of a core",
            f"{share:.1%}",
            to_hold=f"≤ {MOST_SHARE:.0%}",
            holds=share <= MOST_SHARE,
        ),
        Finding(
            "a peer that vanished is gone from the roster after",
            f"{unnoticed:.1f} s",
            to_hold=f"≤ {MOST_SECONDS_UNNOTICED:.0f} s",
            holds=unnoticed <= MOST_SECONDS_UNNOTICED,
        ),
    ]


async def _vanish(crowd: Crowd, watcher: Watcher) -> float:
    """The longest of a few, as it depends on when the last ping was answered."""
    silent = crowd.viewers[:: max(1, len(crowd.viewers) // 5)][:5]
    before, begin = watcher.online, time.monotonic()
    for viewer in silent:
        viewer.transport.pause_reading()
    await eventually(lambda: watcher.online <= before - len(silent), LONGEST_WAIT_SECONDS)
    return time.monotonic() - begin
