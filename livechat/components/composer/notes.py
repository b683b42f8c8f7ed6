"""The lines beside the field: what went wrong, and that a message takes long."""

import asyncio
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

from nicegui import ui
from nicegui.element import Element

from livechat.errors import ChatError
from livechat.i18n.text import lazy_gettext

PATIENCE_SECONDS = 1.5  # a message that takes longer is spoken of
NOT_YET = lazy_gettext("Not sent yet: still trying. The text is kept.")


class ComposerNotes:
    """Each line is made in its holder when there is something to say."""

    def __init__(self, holder: Element) -> None:
        self._holder = weakref.ref(holder)  # which has these notes
        self._alert: ui.label | None = None
        self._status: ui.label | None = None
        self._wait_until = 0.0
        self._over: asyncio.TimerHandle | None = None
        self._patience: asyncio.TimerHandle | None = None

    @property
    def seconds_to_wait(self) -> float:
        """How long the last sentence with a wait holds."""
        return max(0.0, self._wait_until - time.monotonic())

    def say(self, sentence: str, wait_seconds: float | None = None) -> None:
        """Show a sentence: until the wait is over, or until the next one; an empty one takes it away."""
        _cancel(self._over)
        if (holder := self._open_holder) is None:
            return
        if sentence and self._alert is None:
            self._alert = _line(holder, "alert")
        if self._alert is not None:
            self._alert.text = sentence
        if wait_seconds is not None:
            self._wait_until = time.monotonic() + wait_seconds
            self._over = asyncio.get_running_loop().call_later(wait_seconds, self.say, "")

    @contextmanager
    def saying_refusals(self) -> Iterator[None]:
        """Say what is refused inside: one may have left the room, or been shown out of it, while typing."""
        try:
            yield
        except ChatError as error:
            self.say(str(error))

    def follow(self, *, is_waiting: bool) -> None:
        """A message is on its way from now on, or none is; it is spoken of when it takes long."""
        _cancel(self._patience)
        if self._status is not None and self._open_holder is not None:
            self._status.text = ""
        if is_waiting:
            self._patience = asyncio.get_running_loop().call_later(PATIENCE_SECONDS, self._say_not_yet)

    def close(self) -> None:
        """There is nobody to tell any more."""
        _cancel(self._over)
        _cancel(self._patience)

    def _say_not_yet(self) -> None:
        if (holder := self._open_holder) is not None:
            self._status = self._status or _line(holder, "status").classes("composer-progress")
            self._status.text = str(NOT_YET)

    @property
    def _open_holder(self) -> Element | None:
        holder = self._holder()
        return None if holder is None or holder.is_deleted else holder


def _line(holder: Element, role: str) -> ui.label:
    with holder:
        return ui.label().classes("composer-note").props(f"role={role}")


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
