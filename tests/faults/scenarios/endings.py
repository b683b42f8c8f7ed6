"""SIGTERM while something goes on that could keep a server from ending."""

from functools import partial
from pathlib import Path

from tests.faults.attacks.process import attacked
from tests.faults.clients.browser import seconds_to_end
from tests.faults.figures import Figure, Part, certain
from tests.faults.pace import pass_time
from tests.faults.scale import Scale
from tests.faults.site import running_site

ENDING_SECONDS = 5.0
BUSY_WITH = ("half_bodies", "pipelines", "sign_ins", "posts", "silent_connections")
BUSY_SECONDS = 1.0


async def idle(folder: Path, scale: Scale) -> list[Figure]:
    """Nobody is there."""
    async with running_site(folder, 1) as site:
        took = await seconds_to_end(site)
        return [Figure("SIGTERM to the end", took, "s", scale.wait(ENDING_SECONDS)), _quiet(site.output)]


async def busy(attack: str, folder: Path, scale: Scale) -> list[Figure]:
    """An attack goes on."""
    async with running_site(folder, 1) as site, attacked(attack, site.port, 1):
        await pass_time(BUSY_SECONDS)
        took = await seconds_to_end(site)
        return [Figure("SIGTERM to the end", took, "s", scale.wait(ENDING_SECONDS))]


def _quiet(output: str) -> Figure:
    return certain("without a traceback", "Traceback" not in output)


ENDINGS: dict[str, Part] = {"idle": idle, **{attack: partial(busy, attack) for attack in BUSY_WITH}}
