"""The page belongs to the socket that shook hands for it: every handshake and every event is checked here.

How NiceGUI and Socket.IO deliver them is known in `livechat.internals.socket_events`.
"""

import logging
from functools import partial
from typing import Any

from nicegui import json

from livechat.client_faults import note_client_fault
from livechat.internals.clients.open_clients import find_client
from livechat.internals.clients.stand_in import StandIn
from livechat.internals.socket_events import (
    Handler,
    accept_websockets_only,
    listener_of,
    sockets_of,
    wrap_handler,
)
from livechat.services.accounts.sessions import Sessions
from livechat.services.rate_limits.token_buckets import TokenBuckets
from livechat.web.sockets.adoption import Adoption
from livechat.web.sockets.event_checks import (
    PATH_EVENTS,
    Check,
    is_ack,
    is_event,
    is_javascript_response,
    is_log,
    suits,
)
from livechat.web.sockets.frame_checks import MAX_FRAME_BYTES
from livechat.web.sockets.guard import session_id_of
from livechat.web.sockets.handshakes import Handshakes, session_of_socket

NAVIGATION_COST = 10.0  # in tokens of the bucket of events, one of which is a short event


def install_event_guard(sessions: Sessions, adoption: Adoption, events: TokenBuckets) -> None:
    """Put the checks in front of NiceGUI's own handlers. Call it once, after `nicegui` is imported."""
    accept_websockets_only(MAX_FRAME_BYTES)
    guard = _EventGuard(sessions, events)
    handshakes = Handshakes(sessions, adoption)
    for name, check in guard.checks.items():
        wrap_handler(name, partial(guard.around, name, check))
    wrap_handler("handshake", handshakes.explicit)
    wrap_handler("connect", handshakes.implicit)


class _EventGuard:
    """Checks of what a socket says: that it may speak for the page it names, and the shape of what it says.

    A client's fault is told in one line; what a page's own code raises is a bug, and NiceGUI tells it with a traceback.
    """

    def __init__(self, sessions: Sessions, events: TokenBuckets) -> None:
        self._sessions = sessions
        self._events = events
        self.checks: dict[str, Check] = {
            "event": is_event,
            "javascript_response": is_javascript_response,
            "ack": is_ack,
            "log": is_log,
        }

    def around(self, name: str, check: Check, original: Handler) -> Handler:
        hear = _hear_log if name == "log" else partial(self._hear_event, original) if name == "event" else original

        def handler(sid: str, message: object = None, *more: object) -> None:
            if more or not isinstance(message, dict) or not self._speaks_for(sid, message) or not check(message):
                _ignore(sid, name, "not its own or not well formed")
                return
            try:
                hear(sid, message)
            except Exception as error:
                _ignore(sid, name, repr(error))

        return handler

    def _hear_event(self, original: Handler, sid: str, message: dict[str, Any]) -> None:
        client = find_client(message["client_id"])
        if isinstance(client, StandIn):
            original(sid, message)  # it has none of the page's elements, and hears whatever is said
            return
        listener = client and listener_of(client, message["id"], message["listener_id"])
        if not listener:
            return  # the element went while somebody pressed it
        args = [None if arg is None else json.loads(arg) for arg in message.get("args", [])]
        if not suits(listener, args):
            _ignore(sid, "event", f"{listener.event} does not come with that")
            return
        if listener.event in PATH_EVENTS:  # also where it is refused: what the page says next waits for it
            self._events.reserve(session_of_socket(sid).user_id, NAVIGATION_COST)
        original(sid, message)

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


def _hear_log(sid: str, message: dict[str, Any]) -> None:
    person = f"person {session_of_socket(sid).user_id}"
    level = logging.getLevelNamesMapping()[message["level"].upper()]
    note_client_fault("page log", person, f"a page of {person} says: {message['message']}", level=level)


def _ignore(sid: str, name: str, why: str) -> None:
    person = f"person {session_of_socket(sid).user_id}"
    note_client_fault(f"ignored {name}", person, f"ignored {name} of {person}: {why}")
