"""Who is signed in, decided before any page exists: everything but the login pages needs a session."""

import re
from collections.abc import Sequence

from nicegui import __version__ as nicegui_version
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from livechat.records import Session
from livechat.services.accounts.accounts import Accounts
from livechat.services.accounts.session_end_reasons import ENDED, reason_code
from livechat.web.login.cookies import SESSION_COOKIE, read_cookie, set_session_cookie
from livechat.web.login.next_url import local_path, sign_in_path
from livechat.web.sockets.guard import guard_socket, owns_client, send_home

NICEGUI_ASSETS = f"/_nicegui/{nicegui_version}/"
SOCKETS = "/_nicegui_ws/"

_client_path = re.compile(r"/_nicegui/client/([^/]+)/")


class SessionMiddleware:
    """Puts `session` and `person_id` into the request's state, or turns the request away."""

    def __init__(self, app: ASGIApp, accounts: Accounts, open_routes: Sequence[Route]) -> None:
        self._app = app
        self._open_routes = open_routes
        self._sessions = accounts.sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        secret = read_cookie(scope, SESSION_COOKIE)
        session = await self._sessions.find(secret)
        if session is not None:
            send = self._admit(scope, session, secret, send)
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send, session)
        elif (session is not None and self._is_own(scope, session)) or self._is_open(scope["path"]):
            await self._app(scope, receive, send)
        else:
            await self._turn_away(scope, had_cookie=bool(secret))(scope, receive, send)

    def _admit(self, scope: Scope, session: Session, secret: str, send: Send) -> Send:
        state = scope.setdefault("state", {})
        state["session"], state["person_id"] = session, session.user_id
        self._sessions.touch(session.id, (scope.get("client") or ("",))[0])
        if session.remembered and scope["type"] == "http" and is_page_request(scope):
            return _renewing(send, scope, secret)
        return send

    async def _socket(self, scope: Scope, receive: Receive, send: Send, session: Session | None) -> None:
        if not scope["path"].startswith(SOCKETS):
            await send({"type": "websocket.close", "code": 1008})
        elif session is None or not owns_client(session, scope):
            await send_home(receive, send)
        else:
            await guard_socket(self._app, self._sessions, scope, receive, send)

    def _is_own(self, scope: Scope, session: Session) -> bool:
        """Uploads go to a page's own address: nobody else's session may use it."""
        match = _client_path.match(scope["path"])
        return match is None or owns_client(session, scope, match[1])

    def _is_open(self, path: str) -> bool:
        """Whether strangers may ask for it: the login pages themselves, and what NiceGUI brings along for everybody."""
        return path.startswith(NICEGUI_ASSETS) or any(route.path_regex.match(path) for route in self._open_routes)

    def _turn_away(self, scope: Scope, *, had_cookie: bool) -> Response:
        if not is_page_request(scope):
            return PlainTextResponse("Please log in first.", 401)
        wanted = local_path(f"{scope['path']}?{scope['query_string'].decode('latin-1')}".rstrip("?"))
        return RedirectResponse(sign_in_path(wanted, ended=reason_code(ENDED) if had_cookie else ""), 303)


def is_page_request(scope: Scope) -> bool:
    """Whether a person is waiting for a page, and not a page for one of its parts."""
    headers = Headers(scope=scope)
    is_part = headers.get("sec-fetch-dest", "document") != "document" or "nicegui-check" in headers
    return scope["method"] in ("GET", "HEAD") and not is_part and not scope["path"].startswith(("/api/", "/_"))


def _renewing(send: Send, scope: Scope, secret: str) -> Send:
    """Sixty days of "Remember me" count from the last page, not from the sign-in."""

    async def send_with_cookie(message: Message) -> None:
        if message["type"] == "http.response.start":
            cookie = Response()
            set_session_cookie(cookie, scope, secret, remember=True)
            message["headers"] = [*message["headers"], *((k, v) for k, v in cookie.raw_headers if k == b"set-cookie")]
        await send(message)

    return send_with_cookie
