"""The socket belongs to the session that built the page: every handshake and every event is checked here.

This is the one module that reaches into how NiceGUI and Socket.IO deliver events.
Its contract tests stand in tests/web/sockets/test_guard.py.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

from nicegui import Client, core, json
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from livechat.records import Session
from livechat.services.accounts.sessions import Sessions
from livechat.web.sockets.event_checks import Check, is_ack, is_event, is_javascript_response, is_log, one_line
from livechat.web.sockets.frame_checks import MAX_FRAME_BYTES, FrameRefused, check_frame

log = logging.getLogger(__name__)

Handler = Callable[..., Any]

REFUSAL_SECONDS = 10.0
CLOSED_BY_UVICORN = {1002: "a broken frame", 1007: "a frame that is not UTF-8", 1009: "a frame over 64 kB"}

# The only refusal after which the page reloads; any other leaves it dead. Its GET then leads to the sign-in page.
REFUSAL = '44{"message":"Implicit handshake failed"}'
_OPENING = json.dumps(
    {"sid": "refused", "upgrades": [], "pingInterval": 25_000, "pingTimeout": 20_000, "maxPayload": MAX_FRAME_BYTES}
)


def session_id_of(client: Client) -> int | None:
    """The session that built the page."""
    request = client._request
    session: Session | None = request.scope.get("state", {}).get("session") if request is not None else None
    return None if session is None else session.id


def owns_client(session: Session, scope: Scope, client_id: str | None = None) -> bool:
    """Whether the page that the socket (or upload) names was built by the session; a page that is gone is nobody's."""
    if client_id is None:
        query: bytes = scope["query_string"]
        client_id = parse_qs(query.decode()).get("client_id", [""])[0] if query.isascii() else ""
    client = Client.instances.get(client_id)
    return client is not None and session_id_of(client) == session.id


async def send_home(receive: Receive, send: Send) -> None:
    """Refuse a socket in the words that make its page ask again for itself, without troubling Socket.IO."""
    await receive()
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.send", "text": f"0{_OPENING}"})
    with suppress(TimeoutError):
        async with asyncio.timeout(REFUSAL_SECONDS):
            if (await receive())["type"] == "websocket.disconnect":
                return
        await send({"type": "websocket.send", "text": REFUSAL})
    await send({"type": "websocket.close", "code": 1008})


async def guard_socket(app: ASGIApp, sessions: Sessions, scope: Scope, receive: Receive, send: Send) -> None:
    """Let only well-formed frames of a living session reach Engine.IO; the first other one ends the socket."""
    session: Session = scope["state"]["session"]

    async def receive_checked() -> Message:
        message = await receive()
        if message["type"] != "websocket.receive":
            if message.get("code") in CLOSED_BY_UVICORN:
                log.warning("closed a socket of person %s: %s", session.user_id, CLOSED_BY_UVICORN[message["code"]])
            return message
        try:
            check_frame(message)
        except FrameRefused as refused:
            log.warning("closed a socket of person %s: %s", session.user_id, refused)
        else:
            if sessions.is_alive(session.id):
                return message
        await send({"type": "websocket.close", "code": 1008})
        return {"type": "websocket.disconnect", "code": 1008}

    await app(scope, receive_checked, _quiet_after_close(send))


def install_socket_guard(sessions: Sessions) -> None:
    """Put the checks in front of NiceGUI's own handlers. Call it once, after `nicegui` is imported."""
    sio = core.sio
    sio.eio.cors_allowed_origins = []  # SameOriginMiddleware has judged already; Engine.IO does not know about TLS
    sio.eio.transports = ["websocket"]
    sio.eio.max_http_buffer_size = MAX_FRAME_BYTES
    core.app.config.socket_io_js_transports = ["websocket"]
    guard = _EventGuard(sessions)
    handlers = sio.handlers["/"]
    for name, check in guard.checks.items():
        sio.on(name, guard.around(name, _original(handlers[name]), check))
    sio.on("handshake", guard.handshake(_original(handlers["handshake"])))


class _EventGuard:
    """Checks of what a socket says: that it may speak for the page it names, and the shape of what it says."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self.checks: dict[str, Check] = {
            "event": is_event,
            "javascript_response": is_javascript_response,
            "ack": is_ack,
            "log": is_log,
        }

    def around(self, name: str, original: Handler, check: Check) -> Handler:
        def handler(sid: str, message: object = None, *more: object) -> None:
            if more or not isinstance(message, dict) or not self._speaks_for(sid, message) or not check(message):
                log.warning("ignored %s of person %s: not its own or not well formed", name, _session_of(sid).user_id)
                return
            try:
                original(sid, message)
            except Exception as error:
                log.warning("ignored %s of person %s: %s", name, _session_of(sid).user_id, one_line(repr(error)))

        handler._guarded = original  # type: ignore[attr-defined]  # so that a second installation does not nest
        return handler

    def handshake(self, original: Handler) -> Handler:
        async def handler(sid: str, data: object = None, *_: object) -> bool:
            if not isinstance(data, dict) or not isinstance(data.get("client_id"), str):
                return False
            client = Client.instances.get(data["client_id"])
            session = _session_of(sid)
            if client is None or session_id_of(client) != session.id or not self._sessions.is_alive(session.id):
                return False
            return bool(await original(sid, data))

        handler._guarded = original  # type: ignore[attr-defined]  # for the same reason
        return handler

    def _speaks_for(self, sid: str, message: dict[str, Any]) -> bool:
        client_id = message.get("client_id")
        if not isinstance(client_id, str) or client_id == sid or sid not in _sids_of(client_id):
            return False
        client = Client.instances.get(client_id)
        session_id = None if client is None else session_id_of(client)
        if session_id is None or not self._sessions.is_alive(session_id):
            return False
        self._sessions.touch(session_id)
        return True


def _session_of(sid: str) -> Session:
    session: Session = core.sio.get_environ(sid)["asgi.scope"]["state"]["session"]
    return session


def _sids_of(client_id: str) -> dict[str, str]:
    """The sockets that shook hands for the page. (`sio.rooms(sid)` would look at everybody's.)"""
    return dict(core.sio.manager.get_participants("/", client_id))


def _original(handler: Handler) -> Handler:
    original: Handler = getattr(handler, "_guarded", handler)
    return original


def _quiet_after_close(send: Send) -> Send:
    closed = False

    async def send_once_closed(message: Message) -> None:
        nonlocal closed
        if not closed:
            closed = message["type"] == "websocket.close"
            await send(message)

    return send_once_closed
