"""Finding emoji by words of their names, by their short names, and by what kind of thing they are."""

import re
from functools import cache
from heapq import nsmallest
from typing import NamedTuple

from livechat.emoji.groups import groups
from livechat.emoji.names import short_names, whole, words_of

QUERY_MAX_CHARACTERS = 60

_BETWEEN_WORDS = re.compile(r"[\s_:,.’&()-]+")


class _Entry(NamedTuple):
    character: str
    names: tuple[str, ...]  # as they are typed, the usual one first
    said: str  # all names and words, a space before each and behind the last


def found(query: str, most: int) -> list[str]:
    """The emoji that have all the words, or beginnings of them: the best match first. An emoji finds itself."""
    query = query[:QUERY_MAX_CHARACTERS].strip().strip(":").lower()
    if itself := whole(query):
        return [itself]
    name = query.replace(" ", "_")
    words = [word for word in _BETWEEN_WORDS.split(query) if word]
    if not words:
        return []
    beginnings = [f" {word}" for word in words]
    matches = (entry for entry in _entries() if all(beginning in entry.said for beginning in beginnings))
    ranked = ((_rank(entry, name, words), number, entry.character) for number, entry in enumerate(matches))
    return [character for *_, character in nsmallest(most, ranked)]


def completed(beginning: str, most: int) -> list[tuple[str, str]]:
    """Emoji with a short name that begins so, or has a word that does: emoji and that name, the best match first."""
    beginning = beginning[:QUERY_MAX_CHARACTERS].lower()
    ranked = (
        (not name.startswith(beginning), len(name), number, entry.character, name)
        for number, entry in enumerate(_entries())
        if f" {beginning}" in entry.said and (name := _completion(entry, beginning))
    )
    return [(character, name) for *_, character, name in nsmallest(most, ranked)]


def _completion(entry: _Entry, beginning: str) -> str:
    whole_names = (name for name in entry.names if name.startswith(beginning))
    return next(whole_names, "") or next((name for name in entry.names if f"_{beginning}" in name), "")


def _rank(entry: _Entry, name: str, words: list[str]) -> int:
    """0 for the one of that name, then names that begin so, then whole words, then beginnings."""
    if name in entry.names:
        return 0
    if any(own.startswith(name) for own in entry.names):
        return 1
    return 2 if all(f" {word} " in entry.said for word in words) else 3


@cache
def _entries() -> tuple[_Entry, ...]:
    """Takes some 40 ms the first time."""
    return tuple(_entry(character, kind) for group in groups() for character, kind in group.kinds.items())


def _entry(character: str, kind: str) -> _Entry:
    names = short_names(character)
    words = _BETWEEN_WORDS.split(" ".join((*names, words_of(character), kind)).lower())
    return _Entry(character, tuple(names), f" {' '.join(dict.fromkeys((*names, *words)))} ")
