"""The contract of livechat/internals/socket_events.py with NiceGUI, Socket.IO and Engine.IO.

What then goes over a socket is tried in tests/web/sockets/test_guard.py.
"""

import inspect
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import nicegui
import pytest
from nicegui import Client, app, core, ui
from nicegui import nicegui as site_module
from starlette.types import Receive, Scope, Send

from livechat.internals.socket_events import (
    NAMESPACE,
    SOCKETS,
    Handler,
    Listener,
    accept_websockets_only,
    listener_of,
    scope_of_socket,
    socket_io,
    sockets_of,
    wrap_handler,
)
from livechat.web.sockets.event_checks import PATH_EVENTS
from livechat.web.sockets.guard import REFUSAL
from tests.internals.contract import relies_on

WHERE = "livechat/internals/socket_events.py"
AsyncServer = type(core.sio)
EVENTS = {"event": False, "javascript_response": False, "ack": False, "log": False, "handshake": True}  # async?


@pytest.fixture(autouse=True)
def own_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core.sio, "handlers", {NAMESPACE: dict(core.sio.handlers[NAMESPACE])})


@pytest.fixture
async def sid() -> AsyncIterator[str]:
    """A socket that shook hands for a page."""
    core.sio.environ["engine id"] = {"asgi.scope": {"path": "/_nicegui_ws/socket.io/"}}
    sid: str = await core.sio.manager.connect("engine id", NAMESPACE)
    await core.sio.enter_room(sid, "page")
    yield sid
    await core.sio.manager.disconnect(sid, NAMESPACE)
    del core.sio.environ["engine id"]


async def test_socket_io_is_called_as_niceguis_own_app_calls_it(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[str, str]] = []

    async def handle_request(scope: Scope, _receive: Receive, _send: Send) -> None:
        called.append((scope["path"], scope["root_path"]))

    async def nothing(*_: object) -> Any: ...

    monkeypatch.setattr(core.sio.eio, "handle_request", handle_request)
    scope = {"type": "websocket", "path": f"{SOCKETS}socket.io/", "root_path": "", "headers": [], "query_string": b""}

    await app({**scope}, nothing, nothing)
    await socket_io(scope, nothing, nothing)

    assert called == [("/socket.io/", "/_nicegui_ws")] * 2, f"NiceGUI mounts Socket.IO otherwise now: see {WHERE}"
    assert scope["path"] == f"{SOCKETS}socket.io/"


@pytest.mark.parametrize(("name", "is_async"), EVENTS.items())
def test_nicegui_hears_what_pages_say_in_functions_of_two_arguments(name: str, is_async: bool) -> None:
    handler = inspect.unwrap(core.sio.handlers[NAMESPACE][name])

    assert handler is getattr(site_module, f"_on_{name}"), f"NiceGUI handles {name} elsewhere now: see {WHERE}"
    assert len(inspect.signature(handler).parameters) == 2, f"NiceGUI handles {name} otherwise now: see {WHERE}"
    assert inspect.iscoroutinefunction(handler) is is_async, f"NiceGUI handles {name} otherwise now: see {WHERE}"


def test_nicegui_hears_nothing_that_nobody_checks() -> None:
    spoken_by_the_server = {"connect", "disconnect"}

    assert core.sio.handlers[NAMESPACE].keys() == EVENTS.keys() | spoken_by_the_server, (
        "NiceGUI hears an event that livechat/web/sockets/event_guard.py does not check"
    )


async def test_a_handler_stands_around_niceguis_own_however_often_it_is_put_there() -> None:
    heard: list[int] = []
    own: Handler = core.sio.handlers[NAMESPACE]["ack"]

    def around(number: int, original: Handler) -> Handler:
        def handler(sid: str, message: Any) -> None:
            heard.append(number)
            original(sid, message)

        return handler

    for number in (1, 2):
        wrap_handler("ack", partial(around, number))
    core.sio.handlers[NAMESPACE]["ack"]("sid", {"client_id": "of nobody"})

    assert heard == [2]
    assert inspect.unwrap(core.sio.handlers[NAMESPACE]["ack"]) is inspect.unwrap(own)


async def test_a_page_has_the_sockets_that_shook_hands_for_it(sid: str) -> None:
    assert sockets_of("page") == {sid}, f"Socket.IO keeps its rooms otherwise now: see {WHERE}"
    assert sockets_of("another page") == set()


async def test_a_socket_knows_the_request_that_opened_it(sid: str) -> None:
    assert scope_of_socket(sid)["path"] == "/_nicegui_ws/socket.io/"


async def test_a_listener_is_known_by_its_event_its_keys_and_the_value_that_its_element_shows(client: Client) -> None:
    with client:
        field = ui.input("Name", value="Harbour").on("keydown.enter", lambda: None, ["keyCode"])
        ui.button("Save")
    entered = next(found.id for found in field._event_listeners.values() if found.type == "keydown.enter")

    assert listener_of(client, field.id, entered) == Listener("keydown", [["keyCode"]], "Harbour")
    assert listener_of(client, 10**9, entered) is None
    with pytest.raises(KeyError):
        listener_of(client, field.id, "00000000-0000-4000-8000-000000000000")


async def test_a_listener_of_a_choice_knows_how_many_there_are(client: Client) -> None:
    with client:
        radios, chosen = ui.radio({"a": "A", "b": "B"}, value="a"), ui.select(["a", "b", "c"], value="a")

    for element, count in ((radios, 2), (chosen, 3)):
        (heard,) = [found.id for found in element._event_listeners.values() if found.type == "update:modelValue"]
        listener = listener_of(client, element.id, heard)
        assert listener == Listener("update:modelValue", [None], "a", choices=count)


async def test_sub_pages_hear_paths_by_those_names(client: Client) -> None:
    events = {listener.type for listener in client.layout._event_listeners.values()}

    assert set(PATH_EVENTS) <= events, "NiceGUI hears paths otherwise: see livechat/web/sockets/event_checks.py"


def test_the_settings_are_those_that_engine_io_and_nicegui_read(monkeypatch: pytest.MonkeyPatch) -> None:
    server = AsyncServer(async_mode="asgi", cors_allowed_origins="*")
    monkeypatch.setattr(core, "sio", server)
    monkeypatch.setattr(app.config, "socket_io_js_transports", app.config.socket_io_js_transports)
    for name in ("cors_allowed_origins", "transports", "max_http_buffer_size"):
        assert hasattr(server.eio, name), f"Engine.IO has no {name} any more: see {WHERE}"

    accept_websockets_only(1_000)

    assert server.eio.transports == app.config.socket_io_js_transports == ["websocket"]
    assert server.eio.max_http_buffer_size == 1_000


def test_socket_io_speaks_and_hangs_up_by_those_names() -> None:
    relies_on(AsyncServer, "disconnect", "self", "sid", "namespace", "ignore_queue", where=WHERE)
    assert {"event", "data", "room"} <= inspect.signature(AsyncServer.emit).parameters.keys()


def test_the_words_of_a_refusal_are_those_on_which_a_page_reloads() -> None:
    words = REFUSAL.partition('"message":"')[2].removesuffix('"}')

    assert words in inspect.getsource(site_module), "NiceGUI refuses in other words: see livechat/web/sockets/guard.py"
    script = (Path(nicegui.__file__).parent / "static" / "nicegui.js").read_text()
    assert f'"{words}"' in script, "pages reload on other words: see livechat/web/sockets/guard.py"
