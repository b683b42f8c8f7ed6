"""The content policy of NiceGUI's pages: only the scripts that NiceGUI itself wrote may run.

The one module that touches script tags and the head: it puts the page's nonce on them, our stylesheet there, and on the
root what theme its reader prefers, so that nothing is shown in another one first.
"""

import re
import secrets
from collections.abc import Awaitable, Callable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from livechat.look.design_tokens import THEME_ATTRIBUTE
from livechat.preferences.choices import Theme

POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' blob:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

ThemeOf = Callable[[Scope], Theme]
"""What the reader of the answer to a request prefers."""

_script_tag = re.compile(rb"<script(?=[\s>])")


def as_the_system(_: Scope) -> Theme:
    """Nobody has chosen anything."""
    return Theme.SYSTEM


class ContentPolicyMiddleware:
    """Belongs inside NiceGUI's own app, where a page is one piece and not yet compressed."""

    def __init__(self, app: ASGIApp, *, stylesheet: str = "", theme_of: ThemeOf = as_the_system) -> None:
        self._app = app
        self._theme_of = theme_of
        self._head = f'<link rel="stylesheet" href="{stylesheet}">'.encode() if stylesheet else b""

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["type"] == "http":
            send = _PageSender(send, self._head, self._theme_of(scope))
        return self._app(scope, receive, send)


class _PageSender:
    """Holds a page back until it is complete; lets everything else through."""

    def __init__(self, send: Send, head: bytes, theme: Theme) -> None:
        self._send = send
        self._head = head
        self._root = f'<html {THEME_ATTRIBUTE}="{theme}" '.encode()
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
        elif message["type"] == "http.response.body" and self._start is not None:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                page, self._body = self._body, b""  # NiceGUI keeps the request, and so this, while the page is open
                await self._send_page(self._start, page)
        else:
            await self._send(message)

    async def _send_page(self, start: Message, page: bytes) -> None:
        nonce = secrets.token_urlsafe(16)
        body = _script_tag.sub(b'<script nonce="%s"' % nonce.encode(), page)
        body = body.replace(b"<html ", self._root, 1)
        body = body.replace(b'<div id="popup"', b'<div id="popup" role="alert"', 1)
        body = body.replace(b"</head>", self._head + b"</head>", 1)
        headers = MutableHeaders(scope=start)
        headers["Content-Security-Policy"] = POLICY.format(nonce=nonce)
        headers["Content-Length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _is_page(start: Message) -> bool:
    headers = MutableHeaders(scope=start)
    return "x-nicegui-content" in headers and headers.get("content-type", "").startswith("text/html")
