"""What a person may choose for all their pages, and what is kept of a device.

A new preference is one line here: a field with its default, whose type is that of the default.
"""

import json
from contextlib import suppress
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, TypeVar


class Theme(StrEnum):
    """Light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Clock(StrEnum):
    """How times of the day are written: 14:05, or 2:05 pm."""

    HOURS_24 = "24"
    HOURS_12 = "12"


class SkinTone(StrEnum):
    """Of hands and people in emoji; the value is the sign that asks for it."""

    NONE = ""
    LIGHT = "🏻"
    MEDIUM_LIGHT = "🏼"
    MEDIUM = "🏽"
    MEDIUM_DARK = "🏾"
    DARK = "🏿"


class Enter(StrEnum):
    """What the key does in the composer."""

    AS_THE_DEVICE = "device"  # nothing was chosen
    SENDS = "sends"
    BREAKS_LINE = "line"


class Landing(StrEnum):
    """Where one comes out on entering a room in which something is unread."""

    UNREAD = "unread"  # at the first of it
    NEWEST = "newest"


class Pointer(StrEnum):
    """What one points with: a finger comes with a keyboard on the screen."""

    UNKNOWN = "unknown"
    FINGER = "finger"
    MOUSE = "mouse"


@dataclass(frozen=True, slots=True)
class Preferences:
    """A person's own. `zone` is an IANA name, empty for the server's."""

    theme: Theme = Theme.SYSTEM
    zone: str = ""
    clock: Clock = Clock.HOURS_24
    skin_tone: SkinTone = SkinTone.NONE
    landing: Landing = Landing.UNREAD


@dataclass(frozen=True, slots=True)
class DevicePreferences:
    """Those of one signed-in browser; `pointer` is what was noticed, not chosen."""

    enter: Enter = Enter.AS_THE_DEVICE
    pointer: Pointer = Pointer.UNKNOWN

    @property
    def enter_sends(self) -> bool:
        """On a keyboard of the screen there is no Shift for a new line, so there the button sends."""
        if self.enter is Enter.AS_THE_DEVICE:
            return self.pointer is not Pointer.FINGER
        return self.enter is Enter.SENDS

    @property
    def is_known(self) -> bool:
        """Whether `enter_sends` will stay as it is, unless somebody chooses."""
        return self.enter is not Enter.AS_THE_DEVICE or self.pointer is not Pointer.UNKNOWN


NEW_DEVICE = DevicePreferences()

P = TypeVar("P", Preferences, DevicePreferences)


def as_json(chosen: Preferences | DevicePreferences) -> str:
    """What is not as it comes."""
    values = {field.name: getattr(chosen, field.name) for field in fields(chosen)}
    return json.dumps(
        {field.name: values[field.name] for field in fields(chosen) if values[field.name] != field.default}
    )


def from_json(kind: type[P], text: str | None) -> P:
    """What `as_json` wrote, also in another version: names and values that this one does not know count for nothing."""
    stored = json.loads(text or "{}")
    known: dict[str, Any] = {}
    for field in fields(kind):
        of_its_kind: type[Any] = type(field.default)
        with suppress(KeyError, ValueError):
            known[field.name] = of_its_kind(stored[field.name])
    return kind(**known)
