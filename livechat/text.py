"""What text has to be before it is kept."""

import re

_HIDDEN = "\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
"""Controls, and what hides or turns text around; not the joiners, which Persian words and many emoji need."""


def strip_unstorable(text: str) -> str:
    """The text without NUL and without halves of characters, which neither SQLite nor UTF-8 can hold."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def one_line(text: str) -> str:
    """The text on one line, with a space for each run of what is hidden or empty."""
    return re.sub(rf"[\s{_HIDDEN}]+", " ", strip_unstorable(text)).strip()


def without_hidden(text: str) -> str:
    """The text with a space for each run of what is hidden, line breaks among it."""
    return re.sub(f"[{_HIDDEN}]+", " ", strip_unstorable(text)).strip()
