"""The written material: threads of a room's talk, with alternatives and blanks to vary them.

A thread begins with `--` and its kind; a line is `speaker: text`, after a `?` when it may be left out, and goes on in
indented lines. Speakers are first names, or A, B, C, D for anybody. In a text, `{this|that}` is an alternative (with
`{1:this|that}` the thread's others of that number go along: all the first, or all the second), `{boat}` a word of the
list of that name (the same throughout a thread; `{boat2}` is another one), `{#3-9}` a number.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

TALK = Path(__file__).with_name("talk")

_LINE = re.compile(r"(?P<optional>\??)(?P<speaker>\w+): (?P<text>.+)", re.DOTALL)


class Kind(StrEnum):
    """How often a thread is used."""

    VARIED = ""
    NOTE = "note"  # varied, too: a single message
    ONCE = "once"  # in the order of the file
    NEWEST = "newest"  # once, as the room's last


@dataclass(frozen=True, slots=True)
class Line:
    """What one speaker says at once."""

    speaker: str
    text: str
    is_optional: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """A few lines on one subject."""

    kind: Kind
    lines: tuple[Line, ...]


@cache
def threads(key: str) -> tuple[Thread, ...]:
    """What was written for a room."""
    parts = re.split(r"^--", (TALK / f"{key}.txt").read_text("utf-8"), flags=re.MULTILINE)[1:]
    return tuple(_thread(part) for part in parts)


@cache
def words() -> dict[str, tuple[str, ...]]:
    """The lists for the blanks, by name."""
    rows = (row.partition(": ") for row in (TALK / "words.txt").read_text("utf-8").splitlines())
    return {name: tuple(listed.split(", ")) for name, _, listed in rows}


def _thread(part: str) -> Thread:
    kind, _, rest = part.partition("\n")
    rest = re.sub(r"\n(?=\n*\Z|\n\S)", "", rest)  # the empty line before the next thread
    return Thread(Kind(kind.strip()), tuple(_line(text) for text in re.split(r"\n(?=\S)", rest.strip("\n"))))


def _line(text: str) -> Line:
    match = _LINE.fullmatch(text)
    if match is None:
        raise ValueError(f"not a line of talk: {text!r}")
    body = re.sub(r"^  ", "", match["text"], flags=re.MULTILINE)
    return Line(match["speaker"], body, bool(match["optional"]))
