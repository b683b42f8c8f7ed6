"""The one plain form of a message: for excerpts, quotes, titles, notifications and screen readers.

It is read off the HTML that is kept with the message, so that it says what is shown: no signs, no targets, one line.
"""

import re

_tag = re.compile(r"<(/?)([a-z0-9]+)((?:\s[^<>]*)?)>")
_number = re.compile(r'value="(\d+)"')
_INLINE = {"a", "code", "em", "s", "span", "strong"}
_ENTITIES = (("&nbsp;", " "), ("&quot;", '"'), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
"""All that the HTML has; the last one, as it may stand before the names of the others."""
OMISSION = "…"


def plain_text(html: str) -> str:
    """What is shown, on one line: items with their numbers or a dot, cells parted by a dot."""
    text = _tag.sub(_instead, html)
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return " ".join(text.split())


def shortened(text: str, characters: int) -> str:
    """At most so many characters of it, cut behind a word."""
    if len(text) <= characters:
        return text
    cut = text[: characters - len(OMISSION)]
    words = cut.rpartition(" ")[0] if text[len(cut)] != " " else cut
    return (words.rstrip() or cut) + OMISSION


def _instead(tag: re.Match[str]) -> str:
    closes, name, attributes = tag.groups()
    if name in _INLINE:
        return ""
    if name == "hr":
        return " — "
    if name == "li" and not closes:
        number = _number.search(attributes)
        return f" {number[1]}. " if number else " " if "task" in attributes else " • "
    is_further_cell = name in ("td", "th") and not closes and not tag.string.startswith("<tr>", tag.start() - 4)
    return " · " if is_further_cell else " "
