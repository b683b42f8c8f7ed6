"""Which way a text runs, for what has a side: a quote's line, a list's marks, a table's columns.

A paragraph's own direction is the stylesheet's matter (`unicode-bidi: plaintext`).
"""

import re
import unicodedata

MAX_CHARACTERS = 1_000  # that are looked at

_no_words = re.compile(r"`[^`]*`|[A-Za-z][A-Za-z0-9+.-]{0,30}://\S+|^[\s>*+-]*(?:\d+[.)])?", re.MULTILINE)


def direction(text: str) -> str:
    """The attribute of what holds the text: ` dir="rtl"`, or nothing, by its first letter that has a direction."""
    if text.isascii():
        return ""
    for character in _no_words.sub("", text[:MAX_CHARACTERS]):
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return ' dir="rtl"'
        if kind == "L":
            return ""
    return ""
