"""The Socket.IO server of NiceGUI's pages: who handles an event, whose a socket is, and what to say at once."""

import inspect
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, NoReturn

from nicegui import Client, app, core
from nicegui.elements.choice_element import ChoiceElement
from nicegui.elements.mixins.value_element import ValueElement
from nicegui.nicegui import sio_app
from socketio.exceptions import ConnectionRefusedError  # not Python's own
from starlette.types import Receive, Scope, Send

Handler = Callable[..., Any]
"""Takes the socket's id and what the page says."""

NAMESPACE = "/"
SOCKETS = "/_nicegui_ws/"  # where NiceGUI's app has mounted Socket.IO


def socket_io(scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
    """The app below `SOCKETS`, as NiceGUI's own would call it."""
    return sio_app({**scope, "root_path": scope.get("root_path", "") + SOCKETS.rstrip("/")}, receive, send)


def accept_websockets_only(max_frame_bytes: int) -> None:
    """No other transport is taken or tried. Origins are to be judged before: Engine.IO does not know about TLS."""
    engine = core.sio.eio
    engine.cors_allowed_origins = []  # it judges none
    engine.transports = ["websocket"]
    engine.max_http_buffer_size = max_frame_bytes
    app.config.socket_io_js_transports = ["websocket"]


def wrap_handler(name: str, wrap: Callable[[Handler], Handler]) -> None:
    """Put a handler around NiceGUI's own one of that event, in the place of what was around it before."""
    original = inspect.unwrap(core.sio.handlers[NAMESPACE][name])
    core.sio.on(name, wraps(original)(wrap(original)))


def refuse_handshake() -> NoReturn:
    """Refuse a socket that connects, in the only words after which its page asks for itself anew."""
    raise ConnectionRefusedError("Implicit handshake failed")


@dataclass(frozen=True, slots=True)
class Listener:
    """What an element listens to: the event, the keys of each argument (None: any), and the value it shows, if any.

    `choices` is how many there are to choose among, each of which is named by its number.
    """

    event: str
    keys: Sequence[Sequence[str] | None] | None
    value: object
    choices: int = 0


def listener_of(client: Client, element_id: int, listener_id: str) -> Listener | None:
    """What an event of the page is for. None when the element is gone; raises KeyError when it does not listen."""
    element = client.elements.get(element_id)
    if element is None:
        return None
    listener = element._event_listeners[listener_id]
    value = element.value if isinstance(element, ValueElement) else None
    choices = len(element.options) if isinstance(element, ChoiceElement) else 0
    return Listener(listener.type.partition(".")[0], listener.args, value, choices)


def scope_of_socket(sid: str) -> Scope:
    """The request by which the socket was opened."""
    scope: Scope = core.sio.get_environ(sid)["asgi.scope"]
    return scope


def sockets_of(client_id: str) -> set[str]:
    """The sockets that shook hands for the page; `sio.rooms(sid)` would look at everybody's."""
    return {sid for sid, _ in core.sio.manager.get_participants(NAMESPACE, client_id)}


async def open_at_once(client_id: str, path: str) -> None:
    """Have the page go elsewhere, past what waits in its outbox."""
    await core.sio.emit("open", {"path": path, "new_tab": False}, room=client_id)


async def cut_sockets(client_id: str) -> None:
    """Close every socket of the page."""
    for sid in sockets_of(client_id):
        await core.sio.disconnect(sid)
