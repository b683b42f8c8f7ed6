"""Makes the browser's field show the draft: one write at a time, each acknowledged, the rest in a pause."""

import asyncio
import time

from nicegui.events import GenericEventArguments

from livechat.components.composer.deferred import Deferred
from livechat.components.composer.ime import Composition, nobody_listens
from livechat.components.composer.ledger.draft_ledger import DraftLedger
from livechat.components.composer.textarea import ComposerTextarea
from livechat.internals.clients.field_tag import FieldTag

PAUSE_SECONDS = 0.05  # beyond a round trip without a key: then what a write ran over is shown again
FIRST_ROUND_TRIP_SECONDS = 0.1
QUICK_SECONDS = 0.1  # a round trip in which nobody types a key that a write would run over
LONGEST_PAUSE_SECONDS = 0.3  # over a line however slow


class FieldSync:
    """Writes only while nothing is being composed. What was `deferred` until a write arrived is released then."""

    def __init__(
        self,
        ledger: DraftLedger,
        textarea: ComposerTextarea,
        tag: FieldTag,
        composition: Composition,
        deferred: Deferred,
    ) -> None:
        self._ledger, self._textarea = ledger, textarea
        self._composition, self._deferred = composition, deferred
        self._unshown: str | None = None  # a write that a composition kept off the screen
        composition.on_change = self.heard
        self._writes = 0
        self._heard_at = self._wrote_at = 0.0
        self._round_trip_seconds = FIRST_ROUND_TRIP_SECONDS
        self._timer: asyncio.TimerHandle | None = None
        # Mounted anew with each write, in the same message: its event says that the write has arrived.
        self._tag = tag.on("vnodeMounted", self._arrived, ["key"])
        self._tag.props["key"] = self._write_key

    def show(self) -> None:
        """Write, where the screen is not the draft already."""
        is_free = not (self._composition.is_on or self._ledger.is_writing or self._textarea.is_deleted)
        if is_free and self._ledger.is_dirty:
            self._writes += 1
            self._wrote_at = time.monotonic()
            self._textarea.write(self._ledger.write())
            self._tag.props["key"] = self._write_key
            self._tag.tell()

    def clear(self) -> None:
        """Show an emptied draft: at once over a quick line, else when nobody types.

        What is typed straight on would vanish under the write, as many keys as the line takes time, until the next one.
        """
        if self._round_trip_seconds <= QUICK_SECONDS:
            self.show()
        else:
            self.heard()

    def follow_later(self) -> None:
        """Write when nobody types."""
        if self._timer is None and self._ledger.is_dirty:
            self._timer = asyncio.get_running_loop().call_later(self._seconds_to_pause(), self._follow)

    def is_echo(self, value: str) -> bool:
        """Whether the component only says what was written, which it does also where q-input does not show it."""
        echo, self._unshown = self._unshown, None
        return value == echo

    def heard(self) -> None:
        """Somebody types: put writing off."""
        self._heard_at = time.monotonic()
        self.follow_later()

    @property
    def seconds_unheard(self) -> float:
        """How long nothing has been typed."""
        return time.monotonic() - self._heard_at

    @property
    def seconds_behind(self) -> float:
        """How long after something was shown keys still arrive that were pressed before."""
        return self._round_trip_seconds + PAUSE_SECONDS

    def close(self) -> None:
        """There is nothing to show any more."""
        self._composition.on_change = nobody_listens
        if self._timer is not None:
            self._timer.cancel()

    def _follow(self) -> None:
        self._timer = None
        if self._seconds_to_pause() > 0:
            self.follow_later()
        else:
            self.show()

    @property
    def _write_key(self) -> str:
        """No number: the elements beside it have theirs, and two of one key are drawn twice."""
        return f"write {self._writes}"

    def _arrived(self, event: GenericEventArguments) -> None:
        if self._ledger.is_writing and event.args.get("key") == self._write_key:
            self._round_trip_seconds = time.monotonic() - self._wrote_at
            self._deferred.release()  # it was said before the write arrived
            shown = not self._composition.keeps_text
            self._unshown = None if shown else self._textarea.written
            self._ledger.acknowledged(shown=shown)
            self.follow_later()

    def _seconds_to_pause(self) -> float:
        pause = min(self._round_trip_seconds, LONGEST_PAUSE_SECONDS) + PAUSE_SECONDS
        return max(0.0, self._heard_at + pause - time.monotonic())
