"""Answers only for hosts that can be ours: a foreign page whose name was made to lead here gets nothing."""

from collections.abc import Awaitable

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from livechat.i18n.text import lazy_gettext
from livechat.web.middleware.own_hosts import OwnHosts
from livechat.web.operator_hints import OperatorHints

MISDIRECTED = 421
UNKNOWN = lazy_gettext(
    "This chat does not know the name by which you asked for it, so nothing is shown. If the name is right, "
    "whoever runs this chat has to add it to LIVECHAT_HOSTS or, behind a proxy, set LIVECHAT_PUBLIC_URL."
)
MISSING = lazy_gettext("This request names no host, so nothing is shown. A proxy has to pass the Host header on.")
HINT = (
    "refused a request for the host %s: if that is a name of this server, add it to LIVECHAT_HOSTS or, behind a proxy, "
    "set LIVECHAT_PUBLIC_URL"
)


class HostsMiddleware:
    """Refuses pages and sockets alike; each unknown host is told to the operator."""

    def __init__(self, app: ASGIApp, hosts: OwnHosts, hints: OperatorHints) -> None:
        self._app = app
        self._hosts = hosts
        self._hints = hints

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["type"] not in ("http", "websocket"):
            return self._app(scope, receive, send)
        asked = ", ".join(Headers(scope=scope).getlist("host"))
        if asked in self._hosts:
            return self._app(scope, receive, send)
        self._hints.give(HINT, asked)
        if scope["type"] == "websocket":
            return send({"type": "websocket.close", "code": 1008})
        answer = PlainTextResponse(str(UNKNOWN), MISDIRECTED) if asked else PlainTextResponse(str(MISSING), 400)
        return answer(scope, receive, send)
