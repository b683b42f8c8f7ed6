"""A page as a browser fetches it: over a connection of its own, with the account's cookie."""

import asyncio
import gzip
import json
import re
from dataclasses import dataclass
from typing import Any

from bench.seed import address_of, secret_of
from bench.server import HOST, SECRET
from livechat.web.login.cookies import SESSION, Cookies

_own_name = Cookies(SECRET).session_name(is_secure=False)
_client_id = re.compile(rb"'client_id': '([0-9A-Za-z_.-]+)'")
_elements = re.compile(r"parseElements\(String\.raw`(.*?)`\)", re.DOTALL)
_escapes = {"&lt;": "<", "&gt;": ">", "&#96;": "`", "&#36;": "$", "&amp;": "&"}

BROWSER_HEADERS = (
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "Accept-Encoding: gzip, deflate, br",
    "Accept-Language: en-US,en;q=0.9",
    "Sec-Fetch-Dest: document",
    "Sec-Fetch-Mode: navigate",
    "Sec-Fetch-Site: none",
)


@dataclass(frozen=True)
class Page:
    """What a browser needs of a fetched page."""

    client_id: str
    cookie: str
    body: bytes

    def elements(self) -> dict[str, dict[str, Any]]:
        """The page's own elements, by id."""
        match = _elements.search(self.body.decode())
        if match is None:
            raise ValueError("This is no page of NiceGUI's.")
        text = match[1]
        for escaped, character in _escapes.items():
            text = text.replace(escaped, character)
        elements: dict[str, dict[str, Any]] = json.loads(text)
        return elements


async def get(port: int, path: str, *, account: int | None = None) -> Page:
    """Fetch a page. Raises ConnectionError unless the answer is 200."""
    cookie = "" if account is None else cookie_of(account)
    head, body = await _fetch(port, path, cookie, account)
    if not head.startswith(b"HTTP/1.1 200"):
        raise ConnectionError(head[:200])
    given = re.findall(rb"(?im)^set-cookie: ([^;\r]+)", head)
    if b"content-encoding: gzip" in head.lower():
        body = gzip.decompress(body)
    match = _client_id.search(body)
    return Page(match[1].decode() if match else "", cookie or b"; ".join(given).decode(), body)


def cookie_of(account: int) -> str:
    """What the account's browser sends along: under the name that the bench's server gives it, and the former one.

    Servers with another secret go by that.
    """
    return f"{_own_name}={secret_of(account)}; {SESSION}={secret_of(account)}"


def local_address(account: int | None) -> tuple[str, int] | None:
    """The end of a connection on the account's side; the system's choice for a stranger."""
    return None if account is None else (address_of(account), 0)


async def _fetch(port: int, path: str, cookie: str, account: int | None) -> tuple[bytes, bytes]:
    reader, writer = await asyncio.open_connection(HOST, port, local_addr=local_address(account))
    lines = [f"GET {path} HTTP/1.1", f"Host: {HOST}:{port}", "Connection: close", *BROWSER_HEADERS]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
    head = await reader.readuntil(b"\r\n\r\n")
    body = await reader.read()
    writer.close()
    if b"transfer-encoding: chunked" in head.lower():
        body = _unchunked(body)
    return head, body


def _unchunked(body: bytes) -> bytes:
    parts, position = [], 0
    while size := int(body[position : (line := body.index(b"\r\n", position))], 16):
        parts.append(body[line + 2 : line + 2 + size])
        position = line + 2 + size + 2
    return b"".join(parts)
