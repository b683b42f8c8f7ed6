"""All scenarios, by name; a name with a dot is a part that can be run by itself."""

from collections.abc import Mapping
from functools import partial

from tests.faults.attacks.catalogue import MEMBERS, STRANGERS
from tests.faults.figures import Part
from tests.faults.scenarios import clock, crowds, endings, full_disk, hammers, kills, locked, starts, strangers


def parts() -> Mapping[str, Part]:
    """Each in its own folder, on a server of its own."""
    return {
        "kills.pages": kills.page_kills,
        "kills.services": kills.service_kills,
        "crowds.sockets": crowds.sockets,
        "crowds.fetches": crowds.fetches,
        "crowds.cycles": crowds.cycles,
        "crowds.restart": crowds.restart,
        "clock.jumps": clock.jumps,
        "full_disk.serving": full_disk.serving,
        "full_disk.ending": full_disk.ending,
        "full_disk.starting": full_disk.starting,
        "locked.posting": locked.posting,
        "locked.ending": locked.ending,
        **{f"endings.{name}": ending for name, ending in endings.ENDINGS.items()},
        "starts.second_server": starts.second_server,
        "starts.killed": starts.killed_starts,
        **{f"starts.{name}": partial(starts.broken_file, name) for name in starts.BROKEN},
        "hammers.nothing": hammers.undisturbed,
        **{f"hammers.{name}": partial(hammers.hammer_fresh, name) for name in MEMBERS},
        **{f"strangers.{name}": partial(strangers.attack_fresh, name) for name in STRANGERS},
    }
