"""`kill -9` in the middle of sending: through pages, and in a process that calls the services."""

import multiprocessing
import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from bench.viewers import body_of
from livechat.chat import Chat
from tests.chatter import PEOPLE, Notes, retry_open_ends, run_chatter, settings_of
from tests.eventually import eventually
from tests.faults.clients.member import Member
from tests.faults.figures import Figure, certain, none_of
from tests.faults.oracle import check_store, numbers_in, stored_bodies
from tests.faults.scale import Scale
from tests.faults.site import Site, running_site
from tests.people import person, room
from tests.store.rows import check_index

POSTERS = 10
LONGEST_LIFE_LINES = 200
LONGEST_LIFE_POSTS = 60
PATIENCE_SECONDS = 30.0
NEVER_STORED_SECONDS = 5.0


async def page_kills(folder: Path, scale: Scale) -> list[Figure]:
    """Ten people post through their composers; the server is killed and started again, and what was left in a
    composer is sent from there.
    """
    seen: set[int] = set()
    twice = 0
    chance = random.Random(30)
    async with running_site(folder, POSTERS, limits="off") as site:
        people, first = await _open(site), 0
        for _ in range(scale.page_kills):
            first = await _post_until_killed(site, people, first, chance.randrange(1, LONGEST_LIFE_POSTS))
            seen |= {number for member in people for number in numbers_in(member.arrivals)}
            twice += sum(_seen_twice(member) for member in people)
            await site.start()
            people = await _open(site)
            await _send_what_was_left(people)
        last = [numbers_in(member.arrivals) for member in await _open(site)]
        await site.stop()
    stored = numbers_in([(0.0, body.encode()) for body in stored_bodies(site.database)])
    return [
        Figure("kills", scale.page_kills),
        Figure("messages seen", len(seen)),
        none_of("seen and not stored", len(seen - set(stored))),
        none_of("stored twice", len(stored) - len(set(stored))),
        none_of("seen in two rows of one page", twice),
        none_of("pages in another order than the store", sum(not _is_run_of(page, stored) for page in last)),
        certain("something was seen", bool(seen) and all(last)),
        *await check_store(site.database),
    ]


async def _open(site: Site) -> list[Member]:
    viewers = await site.pages().join(range(1, POSTERS + 1), per_second=100.0)
    return [viewer for viewer in viewers if isinstance(viewer, Member)]


async def _post_until_killed(site: Site, people: Sequence[Member], first: int, posts: int) -> int:
    """Post in turn, each once their last message is there; the server dies with some on the way. The next number."""
    for number in range(first, first + posts):
        author = people[number % POSTERS]
        await eventually(
            partial(_is_ready, author, number - POSTERS, first),
            seconds=PATIENCE_SECONDS,
            instead=partial(_state_of, [author]),
        )
        author.type(body_of(number))
        author.press_enter()
    await site.kill()
    await eventually(lambda: all(member.lost for member in people))
    return first + posts


def _is_ready(author: Member, last: int, first: int) -> bool:
    """Whether the page shows their last message, if they have posted one, and an empty field."""
    return not author.draft and (last < first or last in numbers_in(author.arrivals))


async def _send_what_was_left(people: Sequence[Member]) -> None:
    for member in people:
        if member.draft:
            member.press_enter()
    await eventually(
        lambda: not any(member.draft for member in people),
        seconds=PATIENCE_SECONDS,
        instead=partial(_state_of, people),
    )


def _state_of(people: Sequence[Member]) -> list[tuple[str, bool, list[str]]]:
    """What stands in the field, whether the socket is gone, and what was said below the field."""
    return [(member.draft, member.lost, member.notes) for member in people]


def _is_run_of(page: Sequence[int], stored: Sequence[int]) -> bool:
    """Whether it shows a stretch of what is stored: one comes out where one stopped, which may be above the newest."""
    return any(page == stored[at : at + len(page)] for at, number in enumerate(stored) if number == page[0])


def _seen_twice(member: Member) -> int:
    """How many messages stood in a second row. A row itself comes again where one goes on from far above."""
    return sum(len(rows) - 1 for rows in member.rows.values())


async def service_kills(folder: Path, scale: Scale) -> list[Figure]:
    """Four people post as fast as they can, some things twice; what nobody acknowledged is posted again."""
    await _prepare(folder)
    notes, chance = Notes(folder / "notes"), random.Random(20)
    for life in range(scale.service_kills):
        await _live_and_be_killed(folder, notes, life, chance.randrange(LONGEST_LIFE_LINES))
    acknowledged_before = notes.acknowledged
    async with Chat(settings_of(folder)).running() as chat:
        await retry_open_ends(chat, notes)
        await check_index(chat.db)
    with closing(sqlite3.connect(folder / "livechat.db")) as database:
        stored = database.execute("SELECT client_message_id, id, body FROM message ORDER BY id").fetchall()
    ids = {key: message_id for key, message_id, _ in stored}
    return [
        Figure("kills", scale.service_kills),
        Figure("messages acknowledged", len(acknowledged_before)),
        none_of("acknowledged and not stored", len(acknowledged_before.items() - ids.items())),
        none_of("stored twice", len(stored) - len(ids)),
        certain("stored is what was acknowledged in the end", ids == notes.acknowledged),
        certain("every text is its own", all(body == f"text of {key}" for key, _, body in stored)),
        certain("something was acknowledged", len(acknowledged_before) > scale.service_kills),
        *await check_store(folder / "livechat.db"),
    ]


async def _prepare(folder: Path) -> None:
    async with Chat(settings_of(folder)).running() as chat:
        people = [await person(chat, f"Person {number}") for number in range(PEOPLE)]
        await room(chat, people[0], "Harbour", *people[1:])


async def _live_and_be_killed(folder: Path, notes: Notes, life: int, lines: int) -> None:
    """One life, ended while people post, as soon as they have noted so many lines."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.chatter"])
    process = context.Process(target=run_chatter, args=(folder, life))
    process.start()
    await eventually(lambda: notes.lines_since("alive", life) >= lines, seconds=PATIENCE_SECONDS)
    process.kill()
    process.join()
