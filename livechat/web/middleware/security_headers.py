"""What every answer tells the browser: who may frame it, what may run in it, who may keep it."""

import logging
from collections.abc import Awaitable

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from livechat.i18n.text import gettext as _

log = logging.getLogger(__name__)

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with `no-referrer` Chromium sends `Origin: null` on our own forms
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
PLAIN_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
PRIVATE = "private, no-store"


class SecurityHeadersMiddleware:
    """Adds what a route has not said itself; an error's answer gets the same."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        return (self._answer if scope["type"] == "http" else self._app)(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _complete(MutableHeaders(scope=message))
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            if not started:
                answer = PlainTextResponse(_("Something went wrong here. Please try again."), 500)
                await answer(scope, receive, send_with_headers)
            raise


def _complete(headers: MutableHeaders) -> None:
    for name, value in EVERYWHERE.items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", PLAIN_POLICY)
    headers.setdefault("Cache-Control", PRIVATE)
