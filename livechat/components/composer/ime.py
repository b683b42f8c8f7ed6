"""Whether an input method is composing: keys that form a character, or a word on a touch keyboard."""

import re
from collections.abc import Callable

from nicegui.element import Element
from nicegui.events import GenericEventArguments

# The scripts for which Quasar's q-input keeps the field's own text, unreported, until the composition ends.
KEPT = re.compile(
    r"[\u3000-\u30ff\u3131-\u318e\u3300-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff9f"
    r"\U00020000-\U0002ebef\U0002f800-\U0002fa1f]"
)

IME_KEY_CODE = 229  # what browsers report for keys that belong to a composition


class Composition:
    """Heard on an element around the field, as q-input keeps these events from its own listeners."""

    def __init__(self, holder: Element) -> None:
        self.is_on = False
        self.keeps_text = False  # a write that arrives now is not shown
        self.on_change: Callable[[], None] = nobody_listens
        holder.on("compositionstart", self._start, [])
        holder.on("compositionupdate", self._update, ["data"])
        holder.on("compositionend", self.end, [])

    def end(self) -> None:
        self.is_on = self.keeps_text = False
        self.on_change()

    def _start(self) -> None:
        self.is_on = True
        self.on_change()

    def _update(self, event: GenericEventArguments) -> None:
        data = event.args.get("data")
        self.is_on = True
        self.keeps_text = self.keeps_text or (isinstance(data, str) and KEPT.search(data) is not None)
        self.on_change()


def nobody_listens() -> None:
    """Until somebody does, and when nobody does any more."""
