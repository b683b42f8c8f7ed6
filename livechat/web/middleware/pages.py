"""A page object exists only for who is signed in and asked for a page: all else is answered before one is made."""

import re
import time
from collections.abc import Awaitable, Sequence

from nicegui import __version__ as nicegui_version
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from livechat.i18n.text import gettext as _
from livechat.internals.clients.open_clients import clients_made_for, delete_at_once, let_go_of_connection
from livechat.internals.socket_events import SOCKETS
from livechat.records import Session
from livechat.web.nicegui.open_pages import OpenPages
from livechat.web.nicegui.page_ids import PageIds

NICEGUI_PART = re.compile(
    rf"/_nicegui/{re.escape(nicegui_version)}/"
    r"((static|libraries|components)/.|(resources|esm)/[^/]+/.|dynamic_resources/[^/]+$)"
)


def is_page_request(scope: Scope) -> bool:
    """Whether a person is waiting for a page, and not a page for one of its parts."""
    headers = Headers(scope=scope)
    is_part = headers.get("sec-fetch-dest", "document") != "document" or "nicegui-check" in headers
    return scope["method"] in ("GET", "HEAD") and not is_part and not scope["path"].startswith(("/api/", "/_"))


class PagesMiddleware:
    """Stands behind the session. Whatever no route before NiceGUI's pages wants would make one."""

    def __init__(self, app: ASGIApp, *, routes: Sequence[Route], pages: OpenPages, ids: PageIds) -> None:
        self._app = app
        self._routes = routes
        self._pages, self._ids = pages, ids

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["type"] != "http" or not self._would_make_page(scope):
            return self._app(scope, receive, send)
        session: Session | None = scope.get("state", {}).get("session")
        if session is None or not is_page_request(scope):
            return PlainTextResponse(_("There is nothing here."), 404)(scope, receive, send)
        if scope["method"] == "HEAD":
            return HTMLResponse()(scope, receive, send)
        return self._show(session, scope, receive, send)

    def _would_make_page(self, scope: Scope) -> bool:
        path: str = scope["path"]
        if scope["method"] not in ("GET", "HEAD") or path.startswith(SOCKETS) or NICEGUI_PART.match(path):
            return False
        return not any(route.path_regex.match(path) for route in self._routes)

    async def _show(self, session: Session, scope: Scope, receive: Receive, send: Send) -> None:
        address = (scope.get("client") or ("",))[0]
        await self._pages.wait_for_turn(session.user_id)
        self._pages.admit(session.user_id, address)
        scope["state"]["page_id"] = self._ids.new(session.id)
        answer, began = _Answer(send), time.time()
        try:
            await self._app(scope, receive, answer)
        finally:
            made = clients_made_for(scope, since=began)
            shown = made[:1] if answer.is_page else []
            for client in shown:
                let_go_of_connection(client)
                self._pages.opened(client, session.user_id, address)
            for client in made[len(shown) :]:
                delete_at_once(client)


class _Answer:
    """Passes an answer on, and notes whether it shows a page."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.is_page = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.is_page = "x-nicegui-content" in Headers(raw=message["headers"])
        await self._send(message)
