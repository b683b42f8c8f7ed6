"""What a text may ask of the renderer and of the browsers that show it, and where it may lead.

The renderer's work grows with the length as it is; what is bounded is how much HTML a short text may become. A text
beyond it is shown as it was typed, with nothing but its lines and addresses.
"""

from collections.abc import Set

SCHEMES = frozenset(("https", "http", "mailto", "tel", "ftp"))
"""Where messages may lead, besides what an operator adds."""
MAX_LEVEL = 16  # quotes and lists in each other; what is deeper is text
MAX_MARKS = 16  # bold, italics and the like that are open at once
MAX_WORK = 1_200  # in the time that one sign takes, some 8 µs: no text that people write comes near
WORK_OF_BLOCK = 2  # a paragraph, a quote, a list's item
WORK_OF_TEXT = 2  # a paragraph, an item or a cell in which anything may have a meaning
WORK_OF_LINK = 2
MAX_LINKS = 300  # further addresses stay text


class TooMuch(Exception):
    """The text would take more work, and become more elements, than one message may."""


class Terms:
    """On which terms one text is rendered: where it may lead, and how much it has become so far."""

    def __init__(self, schemes: Set[str] = SCHEMES) -> None:
        self.schemes = schemes
        self.spent = 0
        self._links = 0

    def spend(self, work: int = 1) -> None:
        """For a line, an item, a cell, a sign. Raises TooMuch."""
        self.spent += work
        if self.spent > MAX_WORK:
            raise TooMuch

    def spend_link(self) -> bool:
        """Whether one more address may be a link. Raises TooMuch."""
        self.spend(WORK_OF_LINK)
        self._links += 1
        return self._links <= MAX_LINKS
