"""Somebody without an account does one thing without end, while /health is asked."""

from pathlib import Path

from tests.faults.attacks.process import attacked
from tests.faults.figures import Figure
from tests.faults.pace import pass_time
from tests.faults.scale import Scale
from tests.faults.site import Site, running_site
from tests.faults.watch import watched

FILES = 1_024  # what a service may usually open


async def attack(site: Site, name: str, scale: Scale) -> list[Figure]:
    """What /health and the memory say during the attack and afterwards."""
    async with watched(site, scale) as watch, attacked(name, site.port, 0) as acts:
        await pass_time(scale.attack_seconds)
        count = acts.value
    return [*watch.figures(), Figure("acts", count)]


async def attack_fresh(name: str, folder: Path, scale: Scale) -> list[Figure]:
    """On a server of its own."""
    async with running_site(folder, 1, files=FILES) as site:
        return await attack(site, name, scale)
