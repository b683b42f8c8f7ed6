"""The page belongs to the socket that shook hands for it: every handshake and every event is checked here.

How NiceGUI and Socket.IO deliver them is known in `livechat.internals.socket_events`.
"""

import logging
from functools import partial
from typing import Any

from livechat.internals.clients import find_client
from livechat.internals.socket_events import Handler, accept_websockets_only, scope_of_socket, sockets_of, wrap_handler
from livechat.records import Session
from livechat.services.accounts.sessions import Sessions
from livechat.web.sockets.event_checks import Check, is_ack, is_event, is_javascript_response, is_log, one_line
from livechat.web.sockets.frame_checks import MAX_FRAME_BYTES
from livechat.web.sockets.guard import session_id_of

log = logging.getLogger(__name__)


def install_event_guard(sessions: Sessions) -> None:
    """Put the checks in front of NiceGUI's own handlers. Call it once, after `nicegui` is imported."""
    accept_websockets_only(MAX_FRAME_BYTES)
    guard = _EventGuard(sessions)
    for name, check in guard.checks.items():
        wrap_handler(name, partial(guard.around, name, check))
    wrap_handler("handshake", guard.handshake)


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

    def around(self, name: str, check: Check, original: Handler) -> Handler:
        def handler(sid: str, message: object = None, *more: object) -> None:
            if more or not isinstance(message, dict) or not self._speaks_for(sid, message) or not check(message):
                log.warning("ignored %s of person %s: not its own or not well formed", name, _session_of(sid).user_id)
                return
            try:
                original(sid, message)
            except Exception as error:
                log.warning("ignored %s of person %s: %s", name, _session_of(sid).user_id, one_line(repr(error)))

        return handler

    def handshake(self, original: Handler) -> Handler:
        async def handler(sid: str, data: object = None, *_: object) -> bool:
            if not isinstance(data, dict) or not isinstance(data.get("client_id"), str):
                return False
            client = find_client(data["client_id"])
            session = _session_of(sid)
            if client is None or session_id_of(client) != session.id or not self._sessions.is_alive(session.id):
                return False
            return bool(await original(sid, data))

        return handler

    def _speaks_for(self, sid: str, message: dict[str, Any]) -> bool:
        client_id = message.get("client_id")
        if not isinstance(client_id, str) or client_id == sid or sid not in sockets_of(client_id):
            return False
        client = find_client(client_id)
        session_id = None if client is None else session_id_of(client)
        if session_id is None or not self._sessions.is_alive(session_id):
            return False
        self._sessions.touch(session_id)
        return True


def _session_of(sid: str) -> Session:
    session: Session = scope_of_socket(sid)["state"]["session"]
    return session
