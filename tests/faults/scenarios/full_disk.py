"""No room on the disk: while it serves, while it ends, before it starts."""

import shutil
import time
from pathlib import Path
from typing import cast

from bench.measures import eventually as became
from bench.viewers import body_of
from tests.eventually import eventually
from tests.faults.clients.browser import browser_of, get, seconds_to_end
from tests.faults.clients.member import Member
from tests.faults.figures import Figure, certain, none_of
from tests.faults.full_disk import SmallDiskSite, small_disk_site
from tests.faults.oracle import stored_bodies
from tests.faults.scale import Scale
from tests.faults.scenarios.endings import ENDING_SECONDS
from tests.faults.scenarios.starts import is_sentence

POSTER, READER, LEAVER, DRAFTER = 1, 2, 3, 4
TOLD_SECONDS = 10.0
BACK_SECONDS = 2.0
HEALTHY_SECONDS = 15.0
PATIENCE_SECONDS = 30.0


async def serving(folder: Path, scale: Scale) -> list[Figure]:
    """A message, a reader, a sign-out and /health while the disk is full, and the message once there is room."""
    site = await small_disk_site(folder, 4)
    await site.start()
    try:
        poster = await _open(site, POSTER)
        await _post(poster, 0)
        site.fill()
        figures = [*await _poster_is_told(poster, scale), *await _others(site)]
        site.free()
        figures += await _poster_tries_again(poster, scale)
        stored = stored_bodies(_copied(site))
        figures += [none_of(f"message {n} not there once", stored.count(body_of(n)) != 1) for n in (0, 1)]
        healthy = await _became_healthy(site)
        return [*figures, certain("/health is well again", healthy)]
    finally:
        await site.kill()


def _copied(site: SmallDiskSite) -> Path:
    """The database as it is now, where SQLite finds it."""
    for path in site.disk.glob("livechat.db*"):
        if not path.name.endswith("-shm"):
            shutil.copy(path, site.folder / path.name)
    return site.folder / site.database.name


async def _open(site: SmallDiskSite, account: int) -> Member:
    return cast(Member, await site.pages().open(account))


async def _post(poster: Member, number: int) -> bool:
    poster.type(body_of(number))
    poster.press_enter()
    return await _sees(poster, number)


async def _sees(poster: Member, number: int) -> bool:
    body = body_of(number).encode()
    return await became(lambda: body in {seen for _, seen in poster.arrivals}, PATIENCE_SECONDS)


async def _poster_is_told(poster: Member, scale: Scale) -> list[Figure]:
    poster.type(body_of(1))
    poster.press_enter()
    begin = time.monotonic()
    told = await became(lambda: bool(poster.notes), PATIENCE_SECONDS)
    took = time.monotonic() - begin if told else float("inf")
    has_text = await became(lambda: poster.draft == body_of(1), TOLD_SECONDS)
    return [
        Figure("the poster is told", took, "s", scale.wait(TOLD_SECONDS)),
        certain("the text is in the field again", has_text),
    ]


async def _others(site: SmallDiskSite) -> list[Figure]:
    reads = await get(site, READER, "/")
    async with browser_of(site, LEAVER) as browser:
        signed_out = await browser.post("/logout")
        afterwards = await browser.get("/")
    health = await get(site, READER, "/health")
    return [
        certain("readers read", reads.status_code == 200),
        certain("one signs out", signed_out.status_code == 303 and afterwards.status_code == 303),
        certain("/health says 503", health.status_code == 503),
    ]


async def _poster_tries_again(poster: Member, scale: Scale) -> list[Figure]:
    begin = time.monotonic()
    if poster.draft:
        poster.press_enter()
    sent = await _sees(poster, 1)
    took = time.monotonic() - begin if sent else float("inf")
    return [Figure("sent once there is room", took, "s", scale.wait(BACK_SECONDS))]


async def _became_healthy(site: SmallDiskSite) -> bool:
    async def is_healthy() -> bool:
        return (await get(site, READER, "/health")).status_code == 200

    try:
        await eventually(is_healthy, seconds=HEALTHY_SECONDS)
    except AssertionError:
        return False
    return True


async def ending(folder: Path, scale: Scale) -> list[Figure]:
    """SIGTERM with a full disk, and with things that are not written yet: uses of sessions, and a draft."""
    site = await small_disk_site(folder, 4)
    await site.start()
    drafter = await _open(site, DRAFTER)
    site.fill()
    await get(site, READER, "/")
    drafter.type("not written yet")
    took = await seconds_to_end(site)
    return [
        Figure("SIGTERM to the end", took, "s", scale.wait(ENDING_SECONDS)),
        certain("without a traceback", "Traceback" not in site.output),
    ]


async def starting(folder: Path, scale: Scale) -> list[Figure]:
    """A start without room: one sentence, and nothing half written stays."""
    site = await small_disk_site(folder, 1)
    return [figure.about(mode) for mode in ("full", "stuck") for figure in await _start(site, mode)]


async def _start(site: SmallDiskSite, mode: str) -> list[Figure]:
    site.set_disk(mode)
    site.launch()
    code = await site.ended()
    await became(lambda: site.output.endswith("\n"), TOLD_SECONDS)
    words, secret = site.output, site.folder / "disk" / "secret"
    (site.folder / "output").unlink()
    return [
        certain("it refuses", code == 1),
        certain(f"in a sentence: {words[:60]!r}", is_sentence(words)),
        certain("no empty secret stays", not secret.exists() or secret.stat().st_size > 0),
    ]
