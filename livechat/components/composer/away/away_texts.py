"""What was typed into the fields of a page while no server heard it."""

from livechat.components.composer.away.place import KEYS_BEFORE_FIELD
from livechat.components.composer.ime import IME_KEY_CODE
from livechat.components.composer.ledger.draft_ledger import DraftLedger

MAX_FIELDS = 8  # of one page; nobody types into more at once


class AwayTexts:
    """Fields by their elements' ids. An Enter that nobody heard sends nothing: it begins a new line."""

    def __init__(self) -> None:
        self._ledgers: dict[int, DraftLedger] = {}

    def hear(self, element_id: int, said: object) -> None:
        """A field's whole value, or a key heard around it; whatever else a page says is none of it."""
        if isinstance(said, str):
            self._hear_value(element_id, said)
        elif isinstance(said, dict) and _is_enter(said):
            self._hear_enter(element_id + KEYS_BEFORE_FIELD)

    def _hear_value(self, element_id: int, value: str) -> None:
        ledger = self._ledgers.get(element_id)
        if ledger is None and len(self._ledgers) < MAX_FIELDS:
            ledger = self._ledgers[element_id] = DraftLedger("")
        if ledger is not None:
            ledger.typed(value)

    def _hear_enter(self, element_id: int) -> None:
        ledger = self._ledgers.get(element_id)
        if ledger is not None:
            _break_line(ledger)

    def has(self, element_id: int) -> bool:
        """Whether anything was typed there."""
        return element_id in self._ledgers

    def text(self, element_id: int, value: str) -> str:
        """All that is in the field, whose value the browser gives now, with the lines that Enter began."""
        ledger = self._ledgers.get(element_id)
        if ledger is None:
            return value
        if ledger.shown_text != value:
            ledger.typed(value)
        return ledger.text


def _is_enter(key: dict[str, object]) -> bool:
    return "keyCode" in key and key["keyCode"] != IME_KEY_CODE and not key.get("isComposing")


def _break_line(ledger: DraftLedger) -> None:
    text = ledger.text
    if text.strip() and not text.endswith("\n"):
        ledger.break_line(len(text))
