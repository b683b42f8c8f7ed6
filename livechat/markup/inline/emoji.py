"""Emoji: their names between colons, and which messages are nothing else."""

import re

import emoji

from livechat.emoji.names import named

MAX_LARGE = 12  # emoji of a message that is shown large
_MAX_CHARACTERS = 200  # a flag has 7 of them, a family 11

_name = re.compile(r":[\w+-]{1,60}:(?![\w:])", re.ASCII)


def emoji_at(text: str, at: int) -> tuple[str, int]:
    """The emoji whose name begins with the colon at this place, and the place behind it; "" if there is none."""
    found = _name.match(text, at)
    before = text[at - 1 : at]
    if found and not (before.isalnum() or before in (":", "_")) and (shown := named(found[0].lower())):
        return shown, found.end()
    return "", at + 1


def is_emoji_only(body: str) -> bool:
    """Whether a message is nothing but a few emoji, as people count them, which are shown large."""
    shown = "".join(_names_replaced(body).split())
    if not shown or len(shown) > _MAX_CHARACTERS or shown[0].isalpha():
        return False
    return emoji.purely_emoji(shown) and emoji.emoji_count(shown) <= MAX_LARGE


def _names_replaced(text: str) -> str:
    if ":" not in text or len(text) > _MAX_CHARACTERS * 4:
        return text
    return re.sub(r":[\w+-]{1,60}:", lambda found: emoji_at(text, found.start())[0] or found[0], text)
