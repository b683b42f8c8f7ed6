"""The clock on the wall jumps while people talk."""

from pathlib import Path

from bench.measures import eventually as became
from tests.faults.clients.browser import get
from tests.faults.clients.conversation import Conversation
from tests.faults.figures import Figure, certain, none_of
from tests.faults.oracle import check_store, numbers_in, stored_bodies
from tests.faults.scale import Scale
from tests.faults.site import Site, seeded_site
from tests.server import ROOT

PEOPLE = 3
HOUR, DAY = 3_600, 86_400
JUMPS = {"an hour on": HOUR, "an hour back": -HOUR, "a year back": -365 * DAY}
BEYOND_SESSIONS = 61 * DAY
CUT_SECONDS = 30.0
TALK_SECONDS = 1.0


async def jumps(folder: Path, scale: Scale) -> list[Figure]:
    """On and back: everybody goes on talking, in order. Beyond the life of a session: everybody has to sign in."""
    site = await seeded_site(folder, PEOPLE)
    site.program = (str(ROOT / "tests" / "faults" / "moved_clock.py"), str(folder / "moved"), str(ROOT / "app.py"))
    await site.start()
    try:
        figures = await _jump(site, scale)
    finally:
        await site.kill()
    return [*figures, *await check_store(site.database)]


async def _jump(site: Site, scale: Scale) -> list[Figure]:
    talk, figures = await Conversation.joined(site, count=PEOPLE), []
    for name, seconds in JUMPS.items():
        (site.folder / "moved").write_text(str(seconds))
        said = await talk.talk(TALK_SECONDS)
        figures.append(none_of(f"deliveries missing, {name}", said.missing))
    stored = numbers_in((0.0, body.encode()) for body in stored_bodies(site.database))
    figures.append(none_of("pages in another order than the store", sum(page != stored for page in talk.pages())))
    (site.folder / "moved").write_text(str(BEYOND_SESSIONS))
    answer = await get(site, 1, "/")
    figures.append(certain("61 days on one has to sign in", answer.status_code == 303))
    talk.type_something()
    figures.append(certain("61 days on the sockets are cut", await became(lambda: talk.is_cut, CUT_SECONDS)))
    return figures
