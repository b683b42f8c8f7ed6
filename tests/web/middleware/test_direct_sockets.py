"""WebSockets of pages reach Socket.IO, and nothing else does."""

import pytest
from starlette.types import Message, Receive, Scope, Send

from livechat.web.middleware import direct_sockets
from livechat.web.middleware.direct_sockets import DirectSocketsMiddleware

PATH = "/_nicegui_ws/socket.io/"


class Noted:
    """An app that notes for which scopes it was called."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.append((scope["type"], scope["path"]))


async def receive() -> Message:
    return {"type": "websocket.connect"}


async def send(_: Message) -> None: ...


async def test_the_sockets_of_pages_alone_go_past_the_routes(monkeypatch: pytest.MonkeyPatch) -> None:
    sockets, routes = Noted(), Noted()
    monkeypatch.setattr(direct_sockets, "socket_io", sockets)
    app = DirectSocketsMiddleware(routes)

    for kind, path in (("websocket", PATH), ("http", PATH), ("websocket", "/rooms/quay"), ("http", "/")):
        await app({"type": kind, "path": path}, receive, send)

    assert sockets.asked == [("websocket", PATH)]
    assert routes.asked == [("http", PATH), ("websocket", "/rooms/quay"), ("http", "/")]
