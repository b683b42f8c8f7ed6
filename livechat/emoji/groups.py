"""Emoji as a picker shows them: in groups, in the order that Unicode recommends for keyboards."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from livechat.emoji.names import all_without_tones, whole
from livechat.i18n.text import LazyText, lazy_gettext

# Out of Unicode's emoji-test.txt: a line for each kind, below the group that it belongs to.
_PLACES = Path(__file__).with_name("places.txt")
_TITLES = {
    "smileys": lazy_gettext("Smileys and feelings"),
    "people": lazy_gettext("People"),
    "nature": lazy_gettext("Animals and nature"),
    "food": lazy_gettext("Food and drink"),
    "travel": lazy_gettext("Travel and places"),
    "activities": lazy_gettext("Activities"),
    "objects": lazy_gettext("Objects"),
    "symbols": lazy_gettext("Symbols"),
    "flags": lazy_gettext("Flags"),
}
_UNPLACED = lazy_gettext("New")  # what a later version of the library knows


@dataclass(frozen=True, slots=True)
class Group:
    """Emoji that stand together; `kinds` says of each what it is, as `heart` or `plant-flower`."""

    title: LazyText
    kinds: dict[str, str]


@cache
def groups() -> tuple[Group, ...]:
    """All emoji of the library, each once and without skin tones. Takes some milliseconds the first time."""
    rest = dict.fromkeys(all_without_tones(), "")
    found = []
    for title, kinds in _placed():
        known = {character: kind for character, kind in kinds.items() if character in rest}
        found.append(Group(_TITLES[title], known))
        for character in known:
            del rest[character]
    return (*found, Group(_UNPLACED, rest)) if rest else tuple(found)


def _placed() -> Iterator[tuple[str, dict[str, str]]]:
    for part in _PLACES.read_text("utf-8").split("# ")[1:]:
        title, *lines = part.splitlines()
        kinds = (line.split(": ") for line in lines)
        yield title, {whole(character): kind for kind, characters in kinds for character in characters.split()}
