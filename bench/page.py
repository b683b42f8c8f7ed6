"""A page as a browser fetches it: over a connection of its own, with the account's cookie."""

import asyncio
import gzip
import json
import re
from dataclasses import dataclass
from typing import Any

from bench.seed import secret_of
from bench.server import HOST

_client_id = re.compile(rb"'client_id': '([0-9a-f-]{36})'")
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
    cookie = "" if account is None else f"livechat_session={secret_of(account)}"
    head, body = await _fetch(port, path, cookie)
    if not head.startswith(b"HTTP/1.1 200"):
        raise ConnectionError(head[:200])
    given = re.findall(rb"(?im)^set-cookie: ([^;\r]+)", head)
    if b"content-encoding: gzip" in head.lower():
        body = gzip.decompress(body)
    match = _client_id.search(body)
    return Page(match[1].decode() if match else "", cookie or b"; ".join(given).decode(), body)


async def _fetch(port: int, path: str, cookie: str) -> tuple[bytes, bytes]:
    reader, writer = await asyncio.open_connection(HOST, port)
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
