"""Links to rooms and messages of this server lead on inside the page: by their paths, and in the same tab.

They are found in what the last step of rendering has let pass, so nothing but such a path comes to stand there.
"""

import re
from collections.abc import Container
from typing import NamedTuple

from livechat.addresses.typed import DEFAULT_PORTS
from livechat.ids import MessageId

_PATH = r"/rooms/[a-z0-9_-]{1,80}(?:\?m=[0-9]{1,18})?"
_outward = re.compile(rf'<a href="(https?)://([^/"?#@\\]+)({_PATH})" target="_blank" rel="[a-z ]*">', re.IGNORECASE)
_to_message = re.compile(r'<a href="/rooms/([a-z0-9_-]+)\?m=([0-9]+)">')


class OwnLink(NamedTuple):
    """What a link inside says: a room by its slug, and one message."""

    slug: str
    message_id: MessageId


def with_own_links(html: str, origins: Container[str]) -> str:
    """The HTML, in which links to rooms at one of these origins lead inside."""

    def inward(link: re.Match[str]) -> str:
        return f'<a href="{link[3]}">' if _origin(link[1], link[2]) in origins else link[0]

    return _outward.sub(inward, html)


def own_links_in(html: str) -> list[OwnLink]:
    """The messages of this server that it links to, in their order."""
    if "?m=" not in html:  # as in nearly all
        return []
    return [OwnLink(slug, MessageId(int(digits))) for slug, digits in _to_message.findall(html)]


def _origin(scheme: str, authority: str) -> str:
    """As browsers name it: in small letters, without the scheme's own port."""
    scheme = scheme.lower()
    return f"{scheme}://{authority.lower().removesuffix(f':{DEFAULT_PORTS[scheme]}')}"
