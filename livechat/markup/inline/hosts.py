"""Which names of hosts are taken for one where they stand in a text."""

import re
from ipaddress import AddressValueError, IPv6Address

from livechat.markup.inline.top_level_domains import is_top_level_domain

MAX_HOST_CHARACTERS = 253

_OWN_NETWORK = {"local", "lan", "home", "internal", "arpa", "localhost"}
_WEB = {"com", "net", "edu", "gov"}
_ENDINGS = _OWN_NETWORK | _WEB | {"org"}

_BYTE = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_ipv4 = re.compile(rf"{_BYTE}(?:\.{_BYTE}){{3}}")
_private_ipv4 = re.compile(r"10\.|127\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.")


def may_be_host(name: str) -> bool:
    """Whether its ending is worth a closer look: almost no word passes."""
    ending = name.rpartition(".")[2]
    return ending in _ENDINGS or (ending.isdigit() and name.count(".") == 3) or name[:4].lower() == "www."


def is_host(host: str, *, has_more: bool) -> bool:
    """Whether a name without a scheme is an address; what could be a file has to go on with a port or a path."""
    labels = host.split(".")
    if len(host) > MAX_HOST_CHARACTERS or not all(0 < len(label) <= 63 for label in labels):
        return False
    if labels[-1].isdigit():
        return bool(_ipv4.fullmatch(host) and (has_more or _private_ipv4.match(host)))
    if labels[0].lower() == "www":
        return len(labels) > 2
    if labels[-1] in _WEB:
        return len(labels) > 1
    return has_more and (len(labels) > 1 or host == "localhost")


def is_ipv6(text: str) -> bool:
    """Whether it is an address of IPv6, without its brackets."""
    try:
        return bool(IPv6Address(text))
    except AddressValueError:
        return False


def is_known_host(host: str) -> bool:
    """Whether a name ends like those of the internet."""
    labels = host.split(".")
    return (
        len(labels) > 1
        and len(host) <= MAX_HOST_CHARACTERS
        and all(0 < len(label) <= 63 for label in labels)
        and is_top_level_domain(labels[-1])
    )
