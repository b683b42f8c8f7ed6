"""The socket belongs to the session that built the page: who may open one, and which frames of it are let through."""

import asyncio
from contextlib import suppress
from urllib.parse import parse_qs

from nicegui import Client, json
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from livechat.client_faults import note_client_fault
from livechat.internals.clients.open_clients import find_client, scope_of
from livechat.internals.uvicorn.websocket_protocol import admit
from livechat.records import Session
from livechat.services.accounts.sessions import Sessions
from livechat.web.sockets.event_checks import is_opening
from livechat.web.sockets.frame_checks import MAX_FRAME_BYTES, FrameGate, FrameRefused

REFUSAL_SECONDS = 10.0
CLOSED_BY_UVICORN = {1002: "a broken frame", 1007: "a frame that is not UTF-8", 1009: "a frame over 128 kB"}

# The only refusal after which the page reloads; any other leaves it dead. Its GET then leads to the sign-in page.
REFUSAL = '44{"message":"Implicit handshake failed"}'
_OPENING = json.dumps(
    {"sid": "refused", "upgrades": [], "pingInterval": 25_000, "pingTimeout": 20_000, "maxPayload": MAX_FRAME_BYTES}
)


def session_id_of(client: Client) -> int | None:
    """The session that built the page."""
    scope = scope_of(client)
    session: Session | None = scope.get("state", {}).get("session") if scope is not None else None
    return None if session is None else session.id


def client_id_of(scope: Scope) -> str:
    """The page that a socket says it is of."""
    query: bytes = scope["query_string"]
    return parse_qs(query.decode()).get("client_id", [""])[0] if query.isascii() else ""


def owns_client(session: Session, client_id: str) -> bool:
    """Whether the page that the socket (or upload) names was built by the session; a page that is gone is nobody's."""
    client = find_client(client_id)
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
    person = f"person {session.user_id}"
    if not is_opening(scope["query_string"]):
        note_client_fault("handshake", person, f"refused a socket of {person}: no page of ours asks like that")
        await send({"type": "websocket.close", "code": 1008})
        return
    if not admit(scope):
        note_client_fault("connections", person, f"refused a socket of {person}: its address has too many")
        await send({"type": "websocket.close", "code": 1013})
        return
    gate = FrameGate()

    async def receive_checked() -> Message:
        message = await receive()
        if message["type"] != "websocket.receive":
            if message.get("code") in CLOSED_BY_UVICORN:
                _note_closed(person, CLOSED_BY_UVICORN[message["code"]])
            return message
        try:
            gate.check(message)
        except FrameRefused as refused:
            _note_closed(person, str(refused))
        else:
            if sessions.is_alive(session.id):
                return message
        await send({"type": "websocket.close", "code": 1008})
        return {"type": "websocket.disconnect", "code": 1008}

    await app(scope, receive_checked, _quiet_after_close(send))


def _note_closed(person: str, why: str) -> None:
    note_client_fault("frame", person, f"closed a socket of {person}: {why}")


def _quiet_after_close(send: Send) -> Send:
    closed = False

    async def send_once_closed(message: Message) -> None:
        nonlocal closed
        if not closed:
            closed = message["type"] == "websocket.close"
            await send(message)

    return send_once_closed
