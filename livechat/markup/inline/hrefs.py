"""Where links may lead, and how an attribute holds it."""

import re
from collections.abc import Set
from urllib.parse import quote

import nh3

from livechat.markup.limits import SCHEMES

_WEB_SCHEMES = ("https", "http", "ftp")
_head = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?(?://[^/?#]*)?", re.IGNORECASE)
_impossible_in_address = re.compile(r"[\s<>\"\x00-\x20]")
_ordinary = re.compile(
    r"//(?:[^\s<>\"@/?#\\]*@)?(?:(?!xn--)[a-z0-9-]{1,63}\.)*(?!xn--)[a-z][a-z0-9-]{0,62}(?::\d{1,4})?(?=[/?#]|$)",
    re.IGNORECASE,
)

_QUOTED_AS_THEY_ARE = "!#$%&'()*+,/:;=?@[]~|"


def href_of(address: str) -> str:
    """An address as an attribute holds it: what stands after its host is quoted where a URL asks for it."""
    head = _head.match(address)
    after = head.end() if head else 0
    return address[:after] + quote(address[after:], safe=_QUOTED_AS_THEY_ARE, errors="replace")


def is_allowed(href: str, schemes: Set[str] = SCHEMES) -> bool:
    """Whether messages may lead there: by its scheme, and if it can be an address at all.

    What has no scheme would lead into our own pages.
    """
    scheme, colon, rest = href.partition(":")
    scheme = scheme.lower()
    if not colon or scheme not in schemes or not rest.strip("/"):
        return False
    if scheme in _WEB_SCHEMES:
        return _ordinary.match(rest) is not None or _is_url(href)
    return _impossible_in_address.search(href) is None


def _is_url(href: str) -> bool:
    """Whether the last step of rendering takes it for one: it refuses hosts and ports that cannot be."""
    is_safe = _impossible_in_address.search(href) is None
    return is_safe and "href" in nh3.clean(f'<a href="{href}">', tags={"a"}, attributes={"a": {"href"}}, link_rel=None)
