"""One member does one thing without end, while thirty others talk."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.seed import SeededRoom
from tests.faults.attacks.catalogue import MEMBERS
from tests.faults.attacks.process import attacked
from tests.faults.clients.conversation import OTHERS, Conversation
from tests.faults.figures import Figure
from tests.faults.scale import Scale
from tests.faults.site import ROOM, Site, running_site
from tests.faults.watch import watched

ROOMS = (ROOM, SeededRoom("archive", 20_000))  # what a search has to look through


@dataclass(frozen=True)
class Stage:
    """Thirty people in a room."""

    site: Site
    others: Conversation


@asynccontextmanager
async def stage(folder: Path) -> AsyncIterator[Stage]:
    """Where any number of hammers may be tried, each by somebody else."""
    async with running_site(folder, OTHERS + len(MEMBERS), ROOMS) as site:
        yield Stage(site, await Conversation.joined(site))


async def hammer(stage: Stage, attack: str, scale: Scale) -> list[Figure]:
    """The others' figures while the attack goes on, and what it costs the server."""
    attacker = OTHERS + 1 + list(MEMBERS).index(attack)
    async with watched(stage.site, scale) as watch, attacked(attack, stage.site.port, attacker) as acts:
        talk = await stage.others.talk(scale.hammer_seconds)
        count = acts.value
    return [*talk.figures(scale), *watch.figures(), Figure("acts", count)]


async def hammer_fresh(attack: str, folder: Path, scale: Scale) -> list[Figure]:
    """On a server of its own."""
    async with stage(folder) as fresh:
        return await hammer(fresh, attack, scale)


async def undisturbed(folder: Path, scale: Scale) -> list[Figure]:
    """The same without an attack."""
    async with stage(folder) as fresh:
        return (await fresh.others.talk(scale.hammer_seconds)).figures(scale)
