"""One tab of somebody signed in, without a browser: it presses, types and gives commands as the page's script does."""

from collections import defaultdict
from typing import Any

from bench.page import Page
from bench.posters import ENTER, Poster
from livechat.components.commands import ROOM_ELEMENT_ID

NEVER_SENT = b"\0"
WORDS = b'":{"tag":"div","class":["message-words"]'  # follows the name of what a row says


class Member(Poster):
    """A poster who may press everything on the page. Waiting for it ends at once when the server refuses."""

    def __init__(self, page: Page, *, waits_for: bytes) -> None:
        super().__init__(page, waits_for=NEVER_SENT)
        self._awaited, self._has_arrived, self._is_mounted = waits_for, False, False
        self.rows: defaultdict[bytes, set[bytes]] = defaultdict(set)  # in which each message was shown, by its body
        self.notes: list[str] = []  # what the composer has said
        self.sent = 0  # frames

    @property
    def draft(self) -> str:
        """What stands in the composer's field."""
        return self._value

    def is_shown(self, data: bytes, found: int) -> bool:
        return data[found - 1 : found] == b">"  # in markup; a draft that was put back stands in quotes

    def arrived(self, data: bytes, found: int) -> None:
        super().arrived(data, found)
        end = data.rfind(WORDS, 0, found)
        if end >= 0:
            self.rows[self.arrivals[-1][1]].add(data[data.rindex(b'"', 0, end) + 1 : end])

    def text_received(self, data: bytes, start: int, end: int) -> None:
        """Ready with the page's own elements as well: what everybody sees may arrive before them."""
        super().text_received(data, start, end)
        self._has_arrived = self._has_arrived or data.find(self._awaited, start, end) >= 0
        if self._has_arrived and self._is_mounted and not self.ready.done():
            self.ready.set_result(None)

    def mounted(self) -> None:
        super().mounted()
        self._is_mounted = True

    def updated(self, elements: dict[str, Any]) -> None:
        for key in [key for key, element in elements.items() if element is None]:
            self.elements.pop(key, None)
        changed = {key: element for key, element in elements.items() if isinstance(element, dict)}
        self._show({key: self.elements.get(key, {}) | element for key, element in changed.items()})

    def shown(self, key: str, element: dict[str, Any]) -> None:
        super().shown(key, element)
        if "composer-note" in element.get("class", ()) and element.get("text"):
            self.notes.append(element["text"])

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if not self.ready.done():
            self.ready.cancel()

    def send(self, text: str) -> None:
        self.sent += 1
        super().send(text)

    def has(self, label: str) -> bool:
        """Whether something of that name is on the page."""
        return bool(self._named(label))

    def fill(self, label: str, value: str) -> None:
        """Write a value into a field."""
        self._do(self._named(label), "update:value", value)

    def press(self, label: str) -> None:
        """Press a button."""
        self._do(self._named(label), "click", {})

    def command(self, place: str, command: str) -> None:
        """What a button in shared markup does."""
        self._do(self._named_id(place), "command", {"command": command})

    def navigate(self, path: str) -> None:
        """Follow a link to another screen of the same page."""
        self._do(["0"], "sub_pages_open", path)

    def _named(self, label: str) -> list[str]:
        def is_it(element: dict[str, Any]) -> bool:
            props = element.get("props", {})
            return label in (props.get("label"), props.get("aria-label"))

        return [key for key, element in self.elements.items() if is_it(element)]

    def _named_id(self, place: str) -> list[str]:
        return [key for key, element in self.elements.items() if element.get("props", {}).get("id") == place]

    def write(self, text: str) -> None:
        """Make the composer's field say this."""
        self._value = ""
        self.type(text)

    def type(self, text: str) -> None:
        self._do(self._named_id(ROOM_ELEMENT_ID), "keydown", {})  # by which what is in view is read
        self._value += text
        self.emit(self._field, "update:value", self._value)

    def press_enter(self) -> None:
        self.emit(self._keys, "keydown", ENTER, pressed="enter")

    def _do(self, keys: list[str], kind: str, arg: object) -> None:
        """The newest that listens hears it; where nothing does, nothing happens."""
        any(self.emit(key, kind, arg) for key in reversed(keys))

    def emit(self, key: str, kind: str, arg: object, pressed: str = "") -> bool:
        return key in self.elements and super().emit(key, kind, arg, pressed)
