"""Addresses as operators write them, in the form in which browsers send them."""

import re
from contextlib import suppress
from urllib.parse import urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
NEVER_LINKED = {"about", "blob", "data", "file", "filesystem", "intent", "javascript", "vbscript", "view-source"}
"""Schemes that run or read something in the browser of who clicks; browsers do not open `file:` from a page."""


def as_origin(address: str) -> str:
    """Scheme, host and port of a server's address, without the scheme's own port. Raises ValueError with a sentence."""
    if not re.match("https?://", address.strip(), re.IGNORECASE):
        raise ValueError("must begin with http:// or https://")
    try:
        parts = urlsplit(address.strip())
        port, host = parts.port, as_host_name(parts.hostname or "")
    except ValueError:
        raise ValueError("must be an address like https://chat.example.org") from None
    if parts.username is not None or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("must be scheme, host and port alone: livechat is not served under a path")
    return f"{parts.scheme}://{host}" + ("" if port in (None, DEFAULT_PORTS[parts.scheme]) else f":{port}")


def as_host_name(name: str) -> str:
    """A name in small letters, ASCII throughout; IPv6 in brackets. Raises ValueError with a sentence."""
    name = name.strip().lower().removesuffix(".")
    if re.fullmatch(r"[0-9a-f:.]*:[0-9a-f:.]*", name):
        return f"[{name}]"
    with suppress(UnicodeError):
        name = name.encode("idna").decode()
    if not re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", name):
        raise ValueError("must be names alone, as chat.example.org, by comma: without http:// and port")
    return name


def as_link_scheme(name: str) -> str:
    """A scheme in small letters, without its colon. Raises ValueError with a sentence."""
    scheme = name.strip().lower().removesuffix("://").removesuffix(":")
    if not re.fullmatch(r"[a-z][a-z0-9+.-]{1,29}", scheme):
        raise ValueError("must be schemes of links alone, as obsidian, by comma")
    if scheme in NEVER_LINKED:
        raise ValueError(f"must not hold {scheme}, which would run or read something where it is clicked")
    return scheme
