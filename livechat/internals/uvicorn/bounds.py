"""How much and how long a request may be, and in which words it is refused."""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from livechat.client_faults import note_client_fault
from livechat.i18n.text import LazyText, lazy_gettext

MAX_HEAD_BYTES = 16_384  # request line and headers
MAX_HEADER_LINES = 100
MAX_HEADER_LINE_BYTES = 8_000  # what the WebSocket handshake reads behind us
MAX_PATH_BYTES = MAX_QUERY_BYTES = 2_048
MAX_SEGMENTS = 32  # NiceGUI's sub pages try every beginning of a path
HEAD_SECONDS = 10.0
STALLED_SECONDS = 30.0  # a peer that takes nothing of an answer for so long is cut off
LINGER_SECONDS = 2.0  # for a refusal to be read
MAX_PIPELINED = 8


@dataclass(frozen=True, slots=True)
class BodyBounds:
    """What may follow the headers."""

    max_bytes: int
    seconds: float


NO_BODY = BodyBounds(max_bytes=0, seconds=0.0)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer to what is no proper request; the connection ends with it."""

    status: int
    sentence: LazyText

    def encode(self, reason: str) -> bytes:
        body = str(self.sentence).encode()
        head = (
            f"HTTP/1.1 {self.status} {reason}\r\ncontent-type: text/plain; charset=utf-8\r\n"
            f"content-length: {len(body)}\r\nx-content-type-options: nosniff\r\ncache-control: no-store\r\n"
            "connection: close\r\n\r\n"
        )
        return head.encode() + body


INVALID = Refusal(400, lazy_gettext("This is not a request that a browser sends."))
TOO_SLOW = Refusal(408, lazy_gettext("This request did not arrive in time. Please try again."))
TOO_MUCH = Refusal(413, lazy_gettext("That is more than can be sent here."))
TOO_LONG = Refusal(414, lazy_gettext("This address is too long."))
TOO_MANY_HEADERS = Refusal(
    431, lazy_gettext("This request's headers are too long. Deleting this site's cookies may help.")
)


def is_address_too_long(path: bytes, query: bytes) -> bool:
    """Whether anything behind us would take long over the address; `path` is as it was sent."""
    segments = path.count(b"/") + path.lower().count(b"%2f")
    return len(path) > MAX_PATH_BYTES or len(query) > MAX_QUERY_BYTES or segments > MAX_SEGMENTS


def note_refusal(refusal: Refusal, address: str) -> None:
    """One line for the operator."""
    note_client_fault(f"request {refusal.status}", address, f"refused a request of {address}: {refusal.sentence}")


BodyBoundsOf = Callable[[str, str], BodyBounds]
"""By method and path."""


@lru_cache(maxsize=1_000)
def network_of(address: str) -> str:
    """Whoever has an IPv6 address has 2^64 of them: they count as one."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))
