"""How a link is shown: what it says, and where it leads if that is somewhere else."""

import re
from urllib.parse import unquote

from markupsafe import escape

from livechat.markup.inline.addresses import Address, find_addresses
from livechat.markup.inline.top_level_domains import is_top_level_domain

_looks_like_host = re.compile(r"(?<![\w@.-])(?:[\w-]{1,63}\.)+([A-Za-z][\w-]{1,62})(?![\w-])")
_before_path = re.compile(r"[a-z]+://([^/?#\\]*)", re.IGNORECASE)


def address_html(text: str, address: Address) -> str:
    """An address that stands in the text as it is: a link, or text that one click selects whole."""
    shown = escape(text[address.start : address.end])
    if not address.href:
        return f'<span class="address">{shown}</span>'
    link = f'<a href="{escape(address.href)}">{shown}</a>'
    return link + _hint(host_of(address.href)) if "@" in _authority(address.href) else link


def link_html(words_html: str, words: str, href: str) -> str:
    """A link with words of its own; where they name another place than the one it leads to, that follows them."""
    link = f'<a href="{escape(href)}">{words_html}</a>'
    place = host_of(href)
    return link if all(_is_same(named, place) for named in _places_named(words)) else link + _hint(place)


def host_of(href: str) -> str:
    """Where it leads: a host in its encoded form, or what stands behind `mailto:` and `tel:`."""
    authority = _authority(href)
    if not authority:
        return unquote(href.partition(":")[2].partition("?")[0])
    host = authority.rpartition("@")[2].lower()
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return host


def _authority(href: str) -> str:
    found = _before_path.match(href)
    return found[1] if found else ""


def _places_named(words: str) -> list[str]:
    named = [host_of(address.href) for address in find_addresses(words) if address.href]
    hosts = (found[0] for found in _looks_like_host.finditer(words) if is_top_level_domain(found[1]))
    return named + [host.lower() for host in hosts if "@" not in words]


def _is_same(named: str, place: str) -> bool:
    bare, of_place = (name.lower().removeprefix("www.") for name in (named, place))
    return bare in (of_place, of_place.partition(":")[0])


def _hint(place: str) -> str:
    return f' <span class="link-host">({escape(place)})</span>'
