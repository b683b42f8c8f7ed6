"""Viewers that speak the page's real protocol: they fetch it, open its socket, answer, acknowledge and listen."""

import asyncio
import json
import re
import time
from typing import Any

from bench.page import Page
from bench.wire import Socket

MARK = b"benchmark "  # a message's body is this, its number and some more text, always equally long
ACKNOWLEDGE_SECONDS = 3.0
ASKED = re.compile(r'getComputedProp\((\d+), "(\w+)"\)')
VALUE_PROPS = {"inputValue": "value"}


def body_of(number: int) -> str:
    """What the message with that number says."""
    return f"{MARK.decode()}{number:06d} and some more text for a message"


BODY_BYTES = len(body_of(0))


class Viewer(Socket):
    """One browser tab without a browser."""

    def __init__(self, page: Page, *, waits_for: bytes) -> None:
        super().__init__()
        self.page = page
        self.ready = asyncio.get_running_loop().create_future()
        self.arrivals: list[tuple[float, bytes]] = []  # when, and the whole body
        self.elements: dict[str, dict[str, Any]] = {}  # the page's own
        self._waits_for = waits_for
        self._next_message_id = 0
        self._acknowledges = False

    # What the server sends

    def text_received(self, data: bytes, start: int, end: int) -> None:
        if data.startswith(b"42", start):
            self._message_received(data, start, end)
        elif data[start] == ord("2"):
            self.send("3")
        elif data.startswith(b"40", start):
            self.mounted()
        elif data[start] == ord("0"):
            self.send("40")
        if not self.ready.done() and data.find(self._waits_for, start, end) >= 0:
            self.ready.set_result(None)

    def _message_received(self, data: bytes, start: int, end: int) -> None:
        found = data.find(MARK, start, end)
        while found >= 0:
            if self.is_shown(data, found):
                self.arrived(data, found)
            found = data.find(MARK, found + BODY_BYTES, end)
        numbered = data.rfind(b'"_id":', end - 20, end)
        if numbered >= 0:
            self._next_message_id = int(data[numbered + 6 : data.index(b"}", numbered)]) + 1
            self._acknowledge_soon()
            self.own_message(data[start + 2 : end])

    def arrived(self, data: bytes, found: int) -> None:
        """A message whose text stands there is shown."""
        self.arrivals.append((time.perf_counter(), data[found : found + BODY_BYTES]))

    def is_shown(self, data: bytes, found: int) -> bool:
        """Whether the text there is a message's, and not somebody's draft."""
        return True

    def mounted(self) -> None:
        """The page's elements stand in the browser and the socket is there."""
        self._show(self.page.elements())

    def own_message(self, payload: bytes) -> None:
        """NiceGUI changed the page's own elements, or wants something else of this page alone."""
        name, data = json.loads(payload)
        if name == "update":
            self.updated(data)
        elif name == "run_javascript" and "request_id" in data and (asked := ASKED.search(data["code"])):
            self._answer(data["request_id"], self.prop(*asked.groups()))

    def updated(self, elements: dict[str, Any]) -> None:
        """Some of the page's own elements are new, or have changed, or are gone."""
        self._show({key: element for key, element in elements.items() if isinstance(element, dict)})

    def prop(self, key: str, name: str) -> object:
        """What an element shows, as a page says it whose server asks."""
        return self.elements.get(key, {}).get("props", {}).get(VALUE_PROPS.get(name, name))

    def _show(self, elements: dict[str, dict[str, Any]]) -> None:
        """Render, and tell what rendering alone tells."""
        self.elements.update(elements)
        for key, element in elements.items():
            self.shown(key, element)
            self.emit(key, "vnodeMounted", element.get("props", {}))
            if "sentinel-end" in element.get("class", ()):  # the page stands at its newest row
                self.emit(key, "visibility", True)

    def shown(self, key: str, element: dict[str, Any]) -> None:
        """An own element is new or has changed."""

    # What the page sends

    def emit(self, key: str, kind: str, arg: object, pressed: str = "") -> bool:
        """Send an event to the element's listener, if it has one."""
        for listener in self.elements[key].get("events", ()):
            if listener["type"] == kind and listener["keys"] == ([pressed] if pressed else []):
                event = {
                    "id": int(key),
                    "client_id": self.page.client_id,
                    "listener_id": listener["listener_id"],
                    "args": [json.dumps(_only(arg, listener["args"]))],
                }
                self.send("42" + json.dumps(["event", event]))
                return True
        return False

    def _answer(self, request_id: str, result: object) -> None:
        answer = {"request_id": request_id, "client_id": self.page.client_id, "result": result}
        self.send("42" + json.dumps(["javascript_response", answer]))

    def _acknowledge_soon(self) -> None:
        if not self._acknowledges:
            self._acknowledges = True
            asyncio.get_running_loop().call_later(ACKNOWLEDGE_SECONDS, self._acknowledge)

    def _acknowledge(self) -> None:
        self._acknowledges = False
        if not self.lost:
            ack = {"client_id": self.page.client_id, "next_message_id": self._next_message_id}
            self.send("42" + json.dumps(["ack", ack]))


class RivalViewer(Viewer):
    """Each message is one of the page's own updates there, and nothing in it wants an answer."""

    def mounted(self) -> None:
        pass

    def own_message(self, payload: bytes) -> None:
        pass


def _only(arg: object, names: list[list[str] | None] | None) -> object:
    """The part of an event's argument that the listener asked for."""
    if not isinstance(arg, dict) or not names or names[0] is None:
        return arg
    return {name: arg.get(name) for name in names[0]}
