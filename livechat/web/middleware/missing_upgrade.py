"""A WebSocket that a proxy made a plain request of: its page would wait for ever, and nobody would know why."""

from collections.abc import Awaitable

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from livechat.i18n.text import lazy_gettext
from livechat.internals.socket_events import SOCKETS
from livechat.web.operator_hints import OperatorHints

UPGRADE_REQUIRED = 426
REFUSED = lazy_gettext(
    "This address is for WebSockets. If a page led here, whoever runs this chat has to let its proxy pass them."
)
HINT = (
    "a WebSocket arrived from %s as a plain request: let the proxy pass the headers Upgrade and Connection, "
    "as in the README under HTTPS behind a proxy"
)


class MissingUpgradeMiddleware:
    """Answers in a sentence and tells the operator."""

    def __init__(self, app: ASGIApp, hints: OperatorHints) -> None:
        self._app = app
        self._hints = hints

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        is_plain = scope["type"] == "http" and scope["path"].startswith(SOCKETS)
        if not is_plain or b"transport=websocket" not in scope["query_string"]:
            return self._app(scope, receive, send)
        self._hints.give(HINT, (scope.get("client") or ("nowhere",))[0])
        return PlainTextResponse(str(REFUSED), UPGRADE_REQUIRED, {"Upgrade": "websocket"})(scope, receive, send)
