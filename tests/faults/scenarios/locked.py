"""Another process holds the database for a while."""

import sqlite3
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path

from bench.measures import eventually as became
from bench.viewers import body_of
from tests.faults.clients.browser import get, seconds_to_end
from tests.faults.clients.member import Member
from tests.faults.figures import Figure, certain, none_of
from tests.faults.oracle import check_store, numbers_in, stored_bodies
from tests.faults.pace import pass_time
from tests.faults.scale import Scale
from tests.faults.scenarios.endings import ENDING_SECONDS
from tests.faults.site import Site, running_site

POSTERS = 5
TOLD_SECONDS = 10.0
READ_SECONDS = 1.0
BACK_SECONDS = 5.0
PATIENCE_SECONDS = 30.0


async def posting(folder: Path, scale: Scale) -> list[Figure]:
    """Everybody posts once while the file is held; whoever was refused presses Enter again afterwards."""
    async with running_site(folder, POSTERS) as site:
        members = [m for m in await site.pages().join(range(1, POSTERS + 1), per_second=50.0) if isinstance(m, Member)]
        figures, first = [], 0
        for seconds in scale.locks_seconds:
            held = await _held_for(site, members, seconds, first, scale)
            figures += [figure.about(f"held for {seconds:.0f} s") for figure in held]
            first += POSTERS
        stored = numbers_in((0.0, body.encode()) for body in stored_bodies(site.database))
        await site.stop()
    pages = [numbers_in(member.arrivals) for member in members]
    return [
        *figures,
        none_of("lost or stored twice", len(set(range(first)) - set(stored)) + len(stored) - len(set(stored))),
        none_of("pages in another order than the store", sum(page != stored for page in pages)),
        *await check_store(site.database),
    ]


async def _held_for(site: Site, members: Sequence[Member], seconds: float, first: int, scale: Scale) -> list[Figure]:
    expected = set(range(first, first + POSTERS))

    def everybody_has_everything() -> bool:
        return all(expected <= set(numbers_in(member.arrivals)) for member in members)

    async with _holding(site):
        for number, member in enumerate(members, first):
            member.notes.clear()
            member.type(body_of(number))
            member.press_enter()
        begin = time.monotonic()
        await get(site, 1, "/")
        read = time.monotonic() - begin
        told = await became(lambda: all(member.notes for member in members), min(seconds, scale.wait(TOLD_SECONDS)))
        await pass_time(seconds - (time.monotonic() - begin))
    begin = time.monotonic()
    done = await became(lambda: _send_what_was_left(members) or everybody_has_everything(), PATIENCE_SECONDS)
    back = time.monotonic() - begin if done else float("inf")
    return [
        Figure("a page", read, "s", scale.wait(READ_SECONDS)),
        certain("the posters are told", told or seconds < TOLD_SECONDS),
        Figure("all sent after it", back, "s", scale.wait(BACK_SECONDS)),
    ]


def _send_what_was_left(members: Sequence[Member]) -> bool:
    for member in members:
        if member.draft and member.notes:
            member.notes.clear()
            member.press_enter()
    return False


async def ending(folder: Path, scale: Scale) -> list[Figure]:
    """SIGTERM while the file is held, and uses of sessions are not written yet."""
    async with running_site(folder, POSTERS) as site:
        await get(site, 1, "/")
        async with _holding(site):
            took = await seconds_to_end(site)
        return [Figure("SIGTERM to the end", took, "s", scale.wait(ENDING_SECONDS))]


@asynccontextmanager
async def _holding(site: Site) -> AsyncIterator[None]:
    with closing(sqlite3.connect(site.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")
