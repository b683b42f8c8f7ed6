"""Who is signed in, decided before any page exists: everything but the login pages needs a session."""

import re
from collections.abc import Sequence

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from livechat.i18n.text import gettext as _
from livechat.internals.socket_events import SOCKETS
from livechat.records import Session
from livechat.services.accounts.accounts import Accounts
from livechat.services.accounts.session_end_reasons import ENDED, reason_code
from livechat.web.login.cookies import Cookies
from livechat.web.login.next_url import local_path, sign_in_path
from livechat.web.middleware.pages import NICEGUI_PART, is_page_request
from livechat.web.sockets.adoption import Adoption
from livechat.web.sockets.guard import client_id_of, guard_socket, owns_client, send_home

_client_path = re.compile(r"/_nicegui/client/([^/]+)/")


class SessionMiddleware:
    """Puts `session` and `person_id` into the request's state, or turns the request away."""

    def __init__(
        self, app: ASGIApp, accounts: Accounts, cookies: Cookies, open_routes: Sequence[Route], adoption: Adoption
    ) -> None:
        self._app = app
        self._cookies = cookies
        self._open_routes = open_routes
        self._sessions = accounts.sessions
        self._adoption = adoption

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        secret = self._cookies.session_secret(scope)
        session = await self._sessions.find(secret)
        if session is not None:
            send = self._admit(scope, session, secret, send)
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send, session)
        elif (session is not None and self._is_own(scope, session)) or self._is_open(scope["path"]):
            await self._app(scope, receive, send)
        else:
            await self._turn_away(scope, had_cookie=bool(self._cookies.own_session_secret(scope)))(scope, receive, send)

    def _admit(self, scope: Scope, session: Session, secret: str, send: Send) -> Send:
        state = scope.setdefault("state", {})
        state["session"], state["person_id"] = session, session.user_id
        self._sessions.touch(session.id, (scope.get("client") or ("",))[0])
        if scope["type"] != "http" or not is_page_request(scope):
            return send
        if session.remembered or secret != self._cookies.own_session_secret(scope):
            cookie = Response()
            self._cookies.set_session(cookie, scope, secret, remember=session.remembered)
            return _renewing(send, cookie)
        return send

    async def _socket(self, scope: Scope, receive: Receive, send: Send, session: Session | None) -> None:
        if not scope["path"].startswith(SOCKETS):
            await send({"type": "websocket.close", "code": 1008})
        elif session is None or not self._may_speak(session, client_id_of(scope)):
            await send_home(receive, send)
        else:
            await guard_socket(self._app, self._sessions, scope, receive, send)

    def _may_speak(self, session: Session, client_id: str) -> bool:
        return owns_client(session, client_id) or self._adoption.is_possible(session, client_id)

    def _is_own(self, scope: Scope, session: Session) -> bool:
        """Uploads go to a page's own address: nobody else's session may use it."""
        match = _client_path.match(scope["path"])
        return match is None or owns_client(session, match[1])

    def _is_open(self, path: str) -> bool:
        """Whether strangers may ask for it: the login pages themselves, and what NiceGUI brings along for everybody."""
        return NICEGUI_PART.match(path) is not None or any(route.path_regex.match(path) for route in self._open_routes)

    def _turn_away(self, scope: Scope, *, had_cookie: bool) -> Response:
        if not is_page_request(scope):
            return PlainTextResponse(_("Please log in first."), 401)
        wanted = local_path(f"{scope['path']}?{scope['query_string'].decode('latin-1')}".rstrip("?"))
        return RedirectResponse(sign_in_path(wanted, ended=reason_code(ENDED) if had_cookie else ""), 303)


def _renewing(send: Send, cookie: Response) -> Send:
    """Sixty days of "Remember me" count from the last page, not from the sign-in."""

    async def send_with_cookie(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *((k, v) for k, v in cookie.raw_headers if k == b"set-cookie")]
        await send(message)

    return send_with_cookie
