"""Renders messages as a server's settings have it, and names what it does, so that what is kept can be told from it."""

from collections.abc import Iterable
from zlib import crc32

from livechat.markup.html import VERSION, message_html
from livechat.markup.limits import SCHEMES


class MessageRenderer:
    """`own_schemes` are those of links that an operator allows besides the usual ones."""

    def __init__(self, own_schemes: Iterable[str] = ()) -> None:
        own = frozenset(own_schemes) - SCHEMES
        self._schemes = SCHEMES | own
        self.version = VERSION + (crc32(",".join(sorted(own)).encode()) << 16 if own else 0)
        """Of the HTML: another one for each change of the rules and for each set of schemes."""

    def html(self, body: str) -> str:
        """The body as safe HTML: see `livechat.markup.html.message_html`."""
        return str(message_html(body, self._schemes))
