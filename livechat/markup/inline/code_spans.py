"""Where code stands within a paragraph: between two runs of as many backticks."""

import re
from collections.abc import Set
from dataclasses import dataclass

_ticks = re.compile(r"`+")


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """Where it begins and ends, the backticks included, and what is between them."""

    start: int
    end: int
    content: str


def find_code_spans(text: str, escapes: Set[int]) -> list[CodeSpan]:
    """The code in its order; what would show nothing is none."""
    if "`" not in text:
        return []
    runs = [found.span() for found in _ticks.finditer(text)]
    later: dict[int, int] = {}  # by length, the next run that may end code
    ends: dict[int, int] = {}
    for start, behind in reversed(runs):
        if behind - start in later and start - 1 not in escapes:
            ends[start] = later[behind - start]
        later[behind - start] = behind
    return _without_overlaps(text, runs, ends)


def _without_overlaps(text: str, runs: list[tuple[int, int]], ends: dict[int, int]) -> list[CodeSpan]:
    spans: list[CodeSpan] = []
    done = 0
    for start, behind in runs:
        if start < done or start not in ends:
            continue
        content = text[behind : ends[start] - (behind - start)]
        if content.strip():
            done = ends[start]
            spans.append(CodeSpan(start, done, _without_borders(content)))
    return spans


def _without_borders(content: str) -> str:
    """A space on both sides only parts the content from the backticks."""
    return content[1:-1] if content[0] == content[-1] == " " else content
