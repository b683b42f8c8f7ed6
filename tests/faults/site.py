"""The server under attack: seeded, started in a process of its own, and watched from outside."""

import os
import resource
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bench.crowd import Crowd
from bench.seed import SeededRoom, seed
from tests.faults.clients.member import Member
from tests.server import Server

ROOM = SeededRoom("harbour", 30)
ROOM_PATH = f"/rooms/{ROOM.slug}"
MEGABYTE = 1024 * 1024
MEASURED_BY = ("COV_", "COVERAGE_")  # what makes a process count its lines, which would slow the server down


class Site(Server):
    """`python app.py` on accounts that are signed in already, all members of one room."""

    files = 0  # how many it may open, where that is bound

    def launch(self) -> None:
        super().launch()
        if self.files:  # long before it has anything open
            resource.prlimit(self.pid, resource.RLIMIT_NOFILE, (self.files, self.files))

    @property
    def memory(self) -> int:
        """Bytes that the process holds of its own."""
        _, resident, shared, *_ = map(int, Path(f"/proc/{self.pid}/statm").read_text().split())
        return (resident - shared) * resource.getpagesize()  # the database's mapped pages are the system's

    @property
    def descriptors(self) -> int:
        """How many it has open."""
        return len(os.listdir(f"/proc/{self.pid}/fd"))  # noqa: PTH208 - only their number counts

    @property
    def logged(self) -> int:
        """Bytes that it has printed."""
        return (self.folder / "output").stat().st_size

    def pages(self, path: str = ROOM_PATH, waits_for: bytes = b'"role":"log"') -> Crowd:
        """Open pages at a path; each is there once this has arrived."""
        return Crowd(self.port, path, waits_for=waits_for, signed_in=True, kind=Member)

    def environment(self) -> dict[str, str]:
        given = super().environment()
        return {name: value for name, value in given.items() if not name.startswith(MEASURED_BY)}


async def seeded_site(folder: Path, accounts: int, rooms: Sequence[SeededRoom] = (ROOM,), **settings: Any) -> Site:
    """A site that is not started yet, with so many accounts."""
    site = Site(folder, **settings)
    site.database.parent.mkdir(parents=True)
    await seed(site.database, accounts, rooms)
    return site


@asynccontextmanager
async def running_site(
    folder: Path, accounts: int, rooms: Sequence[SeededRoom] = (ROOM,), *, files: int = 0, **settings: Any
) -> AsyncIterator[Site]:
    """A site that serves; afterwards its process is gone."""
    site = await seeded_site(folder, accounts, rooms, **settings)
    site.files = files
    await site.start()
    try:
        yield site
    finally:
        await site.kill()
