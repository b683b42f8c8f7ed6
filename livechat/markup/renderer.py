"""Renders messages as a server's settings have it, and names what it does, so that what is kept can be told from it."""

from collections.abc import Container, Iterable
from zlib import crc32

from livechat.markup.html import VERSION, message_html
from livechat.markup.limits import SCHEMES
from livechat.markup.own_links import with_own_links


class MessageRenderer:
    """`own_schemes` are those of links that an operator allows besides the usual ones.

    Links at one of the `origins` lead inside; `chosen` are those of them that the operator has set.
    """

    def __init__(
        self, own_schemes: Iterable[str] = (), origins: Container[str] = (), chosen: Iterable[str] = ()
    ) -> None:
        own = frozenset(own_schemes) - SCHEMES
        settings = ",".join([*sorted(own), *sorted(chosen)])
        self._schemes = SCHEMES | own
        self._origins = origins
        self.version = VERSION + (crc32(settings.encode()) << 16 if settings else 0)
        """Of the HTML: another one for each change of the rules and of the settings.

        Not for each address of the machine, which may be another one every day: a link to one that it had when the
        message was rendered leads inside for good.
        """

    def html(self, body: str) -> str:
        """The body as safe HTML: see `livechat.markup.html.message_html`."""
        return with_own_links(str(message_html(body, self._schemes)), self._origins)
