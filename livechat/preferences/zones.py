"""Time zones by their IANA names, as in `Europe/Berlin`."""

import zoneinfo
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

UTC_NAME = "UTC"
ALIASES_OF_UTC = frozenset({"Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu"})
NAME_MAX_CHARACTERS = 64
CONTINENTS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
ZONE_FOLDER = "zoneinfo/"


def find_zone(name: str) -> ZoneInfo | None:
    """The zone of that name; None where there is none, or no database of zones."""
    if len(name) > NAME_MAX_CHARACTERS:
        return None
    with suppress(zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):  # the last two for names that are paths
        return ZoneInfo(UTC_NAME if name in ALIASES_OF_UTC else name)
    return None


def host_zone_name(environment: Mapping[str, str], etc: Path = Path("/etc")) -> str:
    """What the machine keeps its time by: the variable `TZ`, Debian's file, the link of all others; else UTC."""
    said = (environment.get("TZ", "").removeprefix(":"), _written_in(etc / "timezone"), _linked_to(etc / "localtime"))
    found = (find_zone(name) for name in said if name)
    return next((zone.key for zone in found if zone is not None), UTC_NAME)


@cache
def zone_names() -> tuple[str, ...]:
    """What is offered for choosing: UTC, then the places by continent. Reads hundreds of files the first time."""
    there = zoneinfo.available_timezones()
    return UTC_NAME, *sorted(name for name in there if name.partition("/")[0] in CONTINENTS and "/" in name)


def _written_in(path: Path) -> str:
    with suppress(OSError, UnicodeDecodeError):
        return path.read_text("ascii").strip()
    return ""


def _linked_to(path: Path) -> str:
    with suppress(OSError):
        return str(path.readlink()).rpartition(ZONE_FOLDER)[2]
    return ""
