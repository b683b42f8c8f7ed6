"""Many at once: sockets, fetches, pages that come and go, and all of them when the server is started again."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from bench.crowd import Crowd
from bench.page import get
from bench.viewers import Viewer
from tests.faults.clients.returning import Returning
from tests.faults.figures import Figure, none_of, percentile
from tests.faults.pace import pass_time
from tests.faults.scale import Scale
from tests.faults.site import MEGABYTE, ROOM, Site, running_site

REFUSED = (OSError, EOFError, TimeoutError)
FETCHERS = 20
STAYING_SECONDS = 15.0
ROUNDS = 4
BACK_SECONDS = 10.0
FLAT_MEGABYTES = 20.0
FLAT_DESCRIPTORS = 10


async def sockets(folder: Path, scale: Scale) -> list[Figure]:
    """So many people open the room in the same moment, and stay."""
    async with running_site(folder, scale.sockets) as site:
        waits, failures = await _open_all(site, range(1, scale.sockets + 1))
        pages = [page for page, _ in waits]
        await pass_time(min(STAYING_SECONDS, scale.settle_seconds))
        seconds = [took for _, took in waits]
        return [
            Figure("pages opened at once", scale.sockets),
            none_of("failures", failures),
            none_of("gone afterwards", sum(page.lost for page in pages)),
            Figure("until the room stands there, median", percentile(seconds, 50), "s"),
            Figure("until the room stands there, slowest", max(seconds, default=float("inf")), "s"),
            Figure("memory of the server", site.memory / MEGABYTE, "MB"),
        ]


async def _open_all(site: Site, accounts: range) -> tuple[list[tuple[Viewer, float]], int]:
    crowd = site.pages()
    opened = await asyncio.gather(*(_timed(crowd, account) for account in accounts), return_exceptions=True)
    failures = [found for found in opened if isinstance(found, BaseException)]
    unknown = [error for error in failures if not isinstance(error, (*REFUSED, asyncio.CancelledError))]
    if unknown:
        raise unknown[0]
    return [found for found in opened if not isinstance(found, BaseException)], len(failures)


async def _timed(crowd: Crowd, account: int) -> tuple[Viewer, float]:
    begin = time.monotonic()
    return await crowd.open(account), time.monotonic() - begin


async def fetches(folder: Path, scale: Scale) -> list[Figure]:
    """One member gets so many pages and opens no socket."""
    async with running_site(folder, 1) as site:
        before = site.memory
        left = iter(range(scale.fetches))
        answered = sum(await asyncio.gather(*(_fetch(site, left) for _ in range(FETCHERS))))
        grown = site.memory - before
        await pass_time(scale.settle_seconds)
        return [
            Figure("pages asked for", scale.fetches),
            Figure("pages given", answered),
            Figure("memory grown", grown / MEGABYTE, "MB", scale.memory_mb),
            Figure("memory kept afterwards", (site.memory - before) / MEGABYTE, "MB", scale.memory_mb),
        ]


async def _fetch(site: Site, left: Iterator[int]) -> int:
    answered = 0
    for _ in left:
        with suppress(*REFUSED):
            await get(site.port, f"/rooms/{ROOM.slug}", account=1)
            answered += 1
    return answered


async def cycles(folder: Path, scale: Scale) -> list[Figure]:
    """Pages come and go: the last rounds must leave no more than the first."""
    people = max(1, scale.cycles // ROUNDS)
    held: list[tuple[int, int]] = []
    failures = 0
    async with running_site(folder, people) as site:
        for _ in range(ROUNDS):
            for first in range(1, people + 1, FETCHERS):
                opened, failed = await _open_all(site, range(first, min(first + FETCHERS, people + 1)))
                failures += failed
                for page, _ in opened:
                    page.transport.close()
            await pass_time(scale.settle_seconds)
            held.append((site.memory, site.descriptors))
    return [
        Figure("cycles", people * ROUNDS),
        none_of("failures", failures),
        *(Figure(f"memory after round {n}", memory / MEGABYTE, "MB") for n, (memory, _) in enumerate(held, 1)),
        Figure("memory grown since the first", (held[-1][0] - held[0][0]) / MEGABYTE, "MB", FLAT_MEGABYTES),
        Figure("descriptors grown since the first", held[-1][1] - held[0][1], "", FLAT_DESCRIPTORS),
    ]


async def restart(folder: Path, scale: Scale) -> list[Figure]:
    """The server ends in order, and is killed, while so many have the room open; each tab comes back by itself."""
    async with running_site(folder, scale.attached) as site:
        tabs = [Returning(site, account) for account in range(1, scale.attached + 1)]
        await asyncio.gather(*(tab.open() for tab in tabs))
        return [*await _restarted(site, tabs, "SIGTERM", scale), *await _restarted(site, tabs, "SIGKILL", scale)]


async def _restarted(site: Site, tabs: list[Returning], how: str, scale: Scale) -> list[Figure]:
    begin = time.monotonic()
    coming = [asyncio.create_task(tab.come_back()) for tab in tabs]
    await (site.stop() if how == "SIGTERM" else site.kill())
    ended = time.monotonic()
    await site.start()
    serving = time.monotonic()
    back = await asyncio.gather(*coming, return_exceptions=True)
    bar = scale.wait(BACK_SECONDS) + scale.grace_seconds  # the start is slow too on a busy machine
    seconds = [at - begin for at in back if isinstance(at, float)]
    return [
        figure.about(how)
        for figure in (
            Figure("attached", len(tabs)),
            Figure("ended after", ended - begin, "s"),
            Figure("serving after", serving - begin, "s"),
            Figure("back, median", percentile(seconds, 50), "s"),
            Figure("back, last", max(seconds, default=float("inf")), "s", bar),
            none_of("not back", len(tabs) - len(seconds)),
        )
    ]
