"""The place where a message matches, from FTS5's marked text to pieces of it."""

import re

HIT_BEGINS, HIT_ENDS, OMISSION = "\x02", "\x03", "…"
CHARACTERS_BEFORE_THE_HIT = 120
MAX_CHARACTERS = 400  # FTS5 counts words, and a word may be as long as a message

Pieces = tuple[tuple[str, bool], ...]

_hit = re.compile(f"{HIT_BEGINS}([^{HIT_BEGINS}{HIT_ENDS}]+){HIT_ENDS}")
_markers = re.compile(f"[{HIT_BEGINS}{HIT_ENDS}]")


def pieces(marked: str) -> Pieces:
    """Text and hits in turn, whatever the message itself holds; cut to a readable length."""
    texts = [_markers.sub("", text) for text in _hit.split(marked)]  # every second one was inside markers
    return _cut(tuple((text, index % 2 == 1) for index, text in enumerate(texts) if text))


def _cut(whole: Pieces) -> Pieces:
    kept: list[tuple[str, bool]] = []
    left = MAX_CHARACTERS
    for index, (text, is_hit) in enumerate(whole):
        leads_to_hit = index == 0 and not is_hit and len(whole) > 1
        shown = _end_of(text, CHARACTERS_BEFORE_THE_HIT) if leads_to_hit else text
        kept.append((_beginning_of(shown, left), is_hit))
        left -= len(shown)
        if left <= 0:
            break
    return tuple(kept)


def _end_of(text: str, characters: int) -> str:
    return text if len(text) <= characters else OMISSION + text[-characters:]


def _beginning_of(text: str, characters: int) -> str:
    return text if len(text) <= characters else text[:characters] + OMISSION
