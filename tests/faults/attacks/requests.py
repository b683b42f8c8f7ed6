"""What a stranger may ask for without end."""

import json
import random
import secrets
from urllib.parse import urlencode
from uuid import uuid4

from nicegui import __version__ as nicegui_version

from tests.faults.attacks.attack import Attack
from tests.faults.attacks.streams import flood, form_request, get_request

UPGRADE = (
    "Connection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)


async def long_paths(attack: Attack) -> None:
    """Addresses of 60 kB."""
    await flood(attack, lambda: get_request("/" + "a/" * 30_000))


async def long_queries(attack: Attack) -> None:
    """Queries of 60 kB."""
    await flood(attack, lambda: get_request("/login?" + "next=/&" * 8_000))


async def framework_pages(attack: Attack) -> None:
    """An address that looks like one of NiceGUI's own files."""
    await flood(attack, lambda: get_request(f"/_nicegui/{nicegui_version}/x") * 20)


async def login_pages(attack: Attack) -> None:
    """The sign-in page."""
    await flood(attack, lambda: get_request("/login"))


async def hosts(attack: Attack) -> None:
    """A new host with each request."""
    await flood(attack, lambda: get_request("/", host=f"{secrets.token_hex(4)}.example.org"))


async def origins(attack: Attack) -> None:
    """Forms from a new origin each time."""
    await flood(attack, _foreign_form)


async def sign_ins(attack: Attack) -> None:
    """Wrong passwords."""

    def form() -> str:
        body = urlencode({"email": f"person{random.randrange(9)}@example.org", "password": secrets.token_hex(8)})
        return form_request(f"Content-Length: {len(body)}\r\n") + body

    await flood(attack, form)


async def broken_requests(attack: Attack) -> None:
    """What is no HTTP."""
    await flood(attack, lambda: "\x00\x01 nonsense\r\n\r\n")


async def foreign_sockets(attack: Attack) -> None:
    """Sockets for pages that are not there."""
    await flood(attack, _handshake, connections=40)


def _foreign_form() -> str:
    return form_request(f"Origin: http://{secrets.token_hex(4)}.example.org\r\nContent-Length: 0\r\n")


def _handshake() -> str:
    ids = {"client_id": uuid4(), "document_id": uuid4(), "tab_id": uuid4(), "old_tab_id": json.dumps(None)}
    query = urlencode(ids | {"next_message_id": 0, "implicithandshake": "true", "EIO": 4, "transport": "websocket"})
    return f"GET /_nicegui_ws/socket.io/?{query} HTTP/1.1\r\nHost: 127.0.0.1\r\n{UPGRADE}\r\n"


REQUESTS = {
    attack.__name__: attack
    for attack in (
        long_paths,
        long_queries,
        framework_pages,
        login_pages,
        hosts,
        origins,
        sign_ins,
        broken_requests,
        foreign_sockets,
    )
}
