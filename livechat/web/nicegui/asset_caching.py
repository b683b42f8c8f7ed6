"""NiceGUI's own files have their version in the address, so browsers may keep them for ever."""

from collections.abc import Awaitable

from nicegui import __version__
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOLDER = f"/_nicegui/{__version__}/"
MADE_ANEW = f"{FOLDER}dynamic_resources/"
FOR_EVER = "public, max-age=31536000, immutable, stale-while-revalidate=31536000"


class AssetCachingMiddleware:
    """Does what NiceGUI's `SetCacheControlMiddleware` does, without a task for each request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        path = scope.get("path", "")
        is_lasting = scope["type"] == "http" and path.startswith(FOLDER) and not path.startswith(MADE_ANEW)
        return self._app(scope, receive, _lasting(send) if is_lasting else send)


def _lasting(send: Send) -> Send:
    async def send_lasting(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["Cache-Control"] = FOR_EVER
        await send(message)

    return send_lasting
