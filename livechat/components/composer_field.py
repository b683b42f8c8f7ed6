"""The field in which messages are written: the browser side of NiceGUI's textarea, which loses no key here."""

import asyncio
import time
from collections.abc import Callable

from nicegui import background_tasks, ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from livechat.components.draft_ledger import DraftLedger

MOST_CHARACTERS = 16_000  # an event with so many still fits a frame of 64 kB, whatever they are
PAUSE_SECONDS = 0.05  # beyond a round trip without a key: then what a write ran over is shown again
IME_KEY_CODE = 229  # what browsers report for keys that belong to a composition


class _Textarea(Element):
    """Only the component: its Python side would write twice and preserve stale values."""

    component = ui.textarea.component

    def __init__(self, text: str) -> None:
        super().__init__()
        self._update_method = "updateValue"  # so that a value equal to the last one written counts as well
        self._props.update(
            {
                "value": text,
                "type": "textarea",
                "autogrow": True,
                "rows": 1,
                "for": self.html_id,
                "maxlength": MOST_CHARACTERS,
                "aria-label": "Message",
                "borderless": True,
                "dense": True,
                "placeholder": "Write a message",
                "autocomplete": "off",
            }
        )


class ComposerField:
    """Call it inside the element that holds it; compositions are heard there (q-input keeps them to itself)."""

    def __init__(
        self, holder: Element, text: str, *, on_typed: Callable[[], None], on_enter: Callable[[], None]
    ) -> None:
        self._ledger = DraftLedger(text)
        self._on_typed, self._on_enter = on_typed, on_enter
        self._composing = False
        self._writes = 0
        self._heard_at = self._wrote_at = 0.0
        self._round_trip_seconds = 0.1
        self._repairing: asyncio.Task[None] | None = None
        self._textarea = _Textarea(text).classes("composer-field")
        self._textarea.on("update:value", self._typed)
        self._textarea.on("keydown.enter.exact.prevent", self._enter, ["isComposing", "keyCode"])
        # Mounted anew with each write, in the same message: its event says that the write has arrived.
        self._mark = Element("i").props("hidden key=0").on("vnodeMounted", self._arrived, ["key"])
        holder.on("compositionstart", lambda: self._compose(True), [])
        holder.on("compositionend", lambda: self._compose(False), [])

    @property
    def text(self) -> str:
        """The draft, also what the screen does not show just now."""
        return self._ledger.text

    @property
    def is_full(self) -> bool:
        """Whether nothing more fits, so that something may have been cut."""
        return len(self._ledger.text) >= MOST_CHARACTERS

    def clear(self) -> None:
        """Begin a new draft; keys that are on the way belong to it."""
        self._ledger.replace("")
        self._show()

    def put_back(self, text: str) -> None:
        """Put text in front of what has been typed since."""
        self._ledger.prepend(text)
        self._show()

    # What the browser tells

    def _typed(self, event: GenericEventArguments) -> None:
        value = event.args if isinstance(event.args, str) else ""
        self._heard_at = time.monotonic()
        if self._composing and value == self._textarea.props["value"]:
            return  # the component echoes a write that q-input has not shown
        self._ledger.typed(value)
        self._repair_later()
        self._on_typed()

    def _enter(self, event: GenericEventArguments) -> None:
        if not event.args.get("isComposing") and event.args.get("keyCode") != IME_KEY_CODE:
            self._on_enter()

    def _compose(self, begins: bool) -> None:
        self._composing, self._heard_at = begins, time.monotonic()
        self._repair_later()

    def _arrived(self, event: GenericEventArguments) -> None:
        if self._ledger.is_writing and event.args.get("key") == self._writes:
            self._round_trip_seconds = time.monotonic() - self._wrote_at
            self._ledger.acknowledged(shown=not self._composing)  # in a composition the field keeps its own text
            self._repair_later()

    # What is told to the browser

    def _show(self) -> None:
        if self._composing or self._ledger.is_writing:
            self._repair_later()
            return
        self._writes += 1
        self._wrote_at = time.monotonic()
        self._textarea.props["value"] = self._ledger.write()
        self._textarea.update()
        self._mark.props["key"] = self._writes

    def _repair_later(self) -> None:
        if self._ledger.is_dirty and self._repairing is None:
            self._repairing = background_tasks.create(self._repair(), name="repair of a composer's field")

    async def _repair(self) -> None:
        try:
            while (wait := self._seconds_to_pause()) > 0:  # noqa: ASYNC110 - each key postpones it
                await asyncio.sleep(wait)
        finally:
            self._repairing = None
        if self._ledger.is_dirty and not self._textarea.is_deleted:
            self._show()

    def _seconds_to_pause(self) -> float:
        if self._textarea.is_deleted:
            return 0
        pause = self._heard_at + self._round_trip_seconds + PAUSE_SECONDS - time.monotonic()
        return max(pause, 0.02) if self._composing or self._ledger.is_writing else pause
