"""What one member may do without end, verb by verb, as fast as the server takes it."""

import asyncio

from tests.faults.attacks.attack import Attack
from tests.faults.clients.member import Member
from tests.faults.site import ROOM_PATH

LONG_DRAFT = 15_000
FETCHERS = 20
POISON = (  # bodies that once cost seconds, see docs/security.md
    "+www." * 2_000,
    "://" * 3_333,
    "://[" * 2_500,
    ">" * 100 + "a\n" * 4_900,
    "http://a.b/(" * 833,
    "\n[" * 5_000,
    "[" * 10_000,
)


async def posts(attack: Attack) -> None:
    """Enter, again and again."""
    async for number, member in attack.turns(ROOM_PATH):
        member.write(f"flood {number}")
        member.press_enter()


async def poison(attack: Attack) -> None:
    """Messages that are hard to render."""
    async for number, member in attack.turns(ROOM_PATH):
        member.write(POISON[number % len(POISON)])
        member.press_enter()


async def search(attack: Attack) -> None:
    """A new question before the last one is answered."""
    async for number, member in attack.turns("/search"):
        member.fill("Search messages", f"hel{'lo'[: number % 3]} harb num{number % 10}")


async def create_room(attack: Attack) -> None:
    """The one dialog, confirmed again and again."""
    asked: Member | None = None
    async for number, member in attack.turns("/"):
        if member is not asked:
            member.press("New room")
            asked = member
        elif member.has("Create room"):
            member.fill("Name", f"Flood {number}")
            member.press("Create room")


async def joins(attack: Attack) -> None:
    """The lobby's "Join" of a room one is in."""
    async for _, member in attack.turns("/"):
        member.command("lobby", "--join-1")


async def profile(attack: Attack) -> None:
    """A new name each time."""
    async for number, member in attack.turns("/profile"):
        member.fill("Display name", f"Mallory {number}")
        member.press("Save")


async def long_drafts(attack: Attack) -> None:
    """15 kB with every key."""
    async for number, member in attack.turns(ROOM_PATH):
        member.write(f"{number} {'x' * LONG_DRAFT}")


async def short_drafts(attack: Attack) -> None:
    """A word with every key."""
    async for number, member in attack.turns(ROOM_PATH):
        member.write(f"word {number}")


async def page_fetches(attack: Attack) -> None:
    """Pages whose sockets never come."""

    async def fetch() -> None:
        while True:
            await attack.fetch("/")

    attack.begun()
    await asyncio.gather(*(fetch() for _ in range(FETCHERS)))


async def sockets(attack: Attack) -> None:
    """Pages opened, and closed again at once."""

    async def reopen() -> None:
        while True:
            (await attack.member(ROOM_PATH)).transport.abort()
            attack.begun()
            attack.acted()

    await asyncio.gather(*(reopen() for _ in range(FETCHERS)))


VERBS = {
    attack.__name__: attack
    for attack in (
        posts,
        poison,
        search,
        create_room,
        joins,
        profile,
        long_drafts,
        short_drafts,
        page_fetches,
        sockets,
    )
}
