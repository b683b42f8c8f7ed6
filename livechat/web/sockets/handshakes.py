"""A page and its socket find each other: by the session of both, also when the page is not known any more."""

from collections.abc import Awaitable, Callable
from typing import Any

from livechat.client_faults import note_client_fault
from livechat.internals.clients.open_clients import delete_at_once, find_client
from livechat.internals.clients.stand_in import StandIn
from livechat.internals.socket_events import Handler, refuse_handshake, scope_of_socket
from livechat.records import Session
from livechat.services.accounts.sessions import Sessions
from livechat.web.sockets.adoption import Adoption, hand_in_query
from livechat.web.sockets.event_checks import is_handshake
from livechat.web.sockets.guard import session_id_of


def session_of_socket(sid: str) -> Session:
    """Whose session opened the socket."""
    session: Session = scope_of_socket(sid)["state"]["session"]
    return session


class Handshakes:
    """Around NiceGUI's handlers. A page shakes hands as its socket connects, or by an event of its own."""

    def __init__(self, sessions: Sessions, adoption: Adoption) -> None:
        self._sessions = sessions
        self._adoption = adoption

    def explicit(self, original: Handler) -> Handler:
        async def handler(sid: str, hand: object = None, *_: object) -> bool:
            if not isinstance(hand, dict) or not is_handshake(hand):
                person = f"person {session_of_socket(sid).user_id}"
                note_client_fault("ignored handshake", person, f"ignored handshake of {person}: not well formed")
                return False
            return await self._shake(sid, hand, lambda: original(sid, hand))

        return handler

    def implicit(self, original: Handler) -> Handler:
        async def handler(sid: str, environ: dict[str, Any], auth: object = None) -> None:
            hand = hand_in_query(scope_of_socket(sid))

            async def accept() -> bool:
                await original(sid, environ, auth)  # it raises what refuses the socket
                return True

            if hand.get("implicit_handshake") != "true":
                await accept()
            elif not await self._shake(sid, hand, accept):
                refuse_handshake()

        return handler

    async def _shake(self, sid: str, hand: dict[str, Any], accept: Callable[[], Awaitable[bool]]) -> bool:
        session = session_of_socket(sid)
        if not self._sessions.is_alive(session.id):
            return False
        client = find_client(hand.get("client_id", ""))
        stand_in = self._adoption.adopt(session, scope_of_socket(sid), hand) if client is None else None
        client = client or stand_in
        if client is None or session_id_of(client) != session.id:
            return False
        try:
            accepted = await accept()
        except BaseException:
            self._give_up(stand_in)
            raise
        if not accepted:
            self._give_up(stand_in)
        elif stand_in is not None:
            self._adoption.welcome(session, stand_in)
        return accepted

    def _give_up(self, stand_in: StandIn | None) -> None:
        if stand_in is not None:
            delete_at_once(stand_in)
