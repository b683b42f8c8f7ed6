"""What a text may ask of the parser. A text beyond it is shown as it was typed, which costs next to nothing.

The parser's work grows with the length only while these are bounded. No text that people write comes near them:
`tests/markup/test_limits.py` reads the project's own documents to see.
"""

from typing import Any

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

MAX_LINES = 1_000
MAX_LEVEL = 16  # a quote is one level, a list two
MAX_WORK = 1_200  # in the time that one mark takes, some 6 µs
MAX_LINKS = 300  # further addresses stay text

WORK_OF_BLOCK = 3  # a paragraph, a list, each of its items
WORK_OF_LINE_AND_LEVEL = 0.5  # each level looks at all lines
WORK_OF_LINK = 2
MARKS = (*"*_~`[]<&\\\n", "://")  # may begin or end something within a paragraph


class TooMuch(Exception):
    """The text asks for more than the parser is given."""


class Budget:
    """What one text has asked for."""

    def __init__(self) -> None:
        self.spent: float = 0
        self._links = 0
        self.level = 0  # the deepest so far

    def spend(self, work: float) -> None:
        """Raises TooMuch."""
        self.spent += work
        if self.spent > MAX_WORK:
            raise TooMuch

    def spend_link(self) -> bool:
        """Whether one more address may be a link."""
        self._links += 1
        self.spent += WORK_OF_LINK
        return self._links <= MAX_LINKS and self.spent <= MAX_WORK


def budget_of(env: Any) -> Budget:
    """That of the text which is being parsed."""
    budget: Budget = env.setdefault("budget", Budget())
    return budget


def limit_lines(state: StateCore) -> None:
    """Before anything is parsed. Raises TooMuch."""
    if state.src.count("\n") >= MAX_LINES:
        raise TooMuch


def limit_blocks(state: StateBlock, start: int, end: int, _silent: bool) -> bool:
    """At the beginning of each block. Raises TooMuch."""
    budget = budget_of(state.env)
    budget.spend(WORK_OF_BLOCK)
    while budget.level < state.level:
        budget.level += 1
        budget.spend(WORK_OF_LINE_AND_LEVEL * state.lineMax)
    if state.level > MAX_LEVEL:
        raise TooMuch
    if state.src.startswith(">", state.bMarks[start] + state.tShift[start]):
        _limit_quote(state, start, end)
    return False


def _limit_quote(state: StateBlock, start: int, end: int) -> None:
    """It looks at all lines up to an empty one, even if it then ends before most of them: see `> ~~~`."""
    for line in range(start, end):
        if state.isEmpty(line):
            break
        budget_of(state.env).spend(WORK_OF_LINE_AND_LEVEL)


def limit_marks(state: StateCore) -> None:
    """When it is known what is text and what is code. Raises TooMuch."""
    texts = [token.content for token in state.tokens if token.type == "inline"]
    budget_of(state.env).spend(sum(text.count(mark) for text in texts for mark in MARKS))
