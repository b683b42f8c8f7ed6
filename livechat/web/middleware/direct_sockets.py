"""The WebSockets of pages go to Socket.IO past the routes and middlewares of two apps, which have nothing to do there.

Each of those is a coroutine that stands for as long as its page is open: some twenty, and 9 kB, for each viewer.
"""

from collections.abc import Awaitable

from starlette.types import ASGIApp, Receive, Scope, Send

from livechat.internals.socket_events import SOCKETS, socket_io


class DirectSocketsMiddleware:
    """Innermost of the site's own: whoever gets here may have a socket."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        is_of_page = scope["type"] == "websocket" and scope["path"].startswith(SOCKETS)
        return (socket_io if is_of_page else self._app)(scope, receive, send)
