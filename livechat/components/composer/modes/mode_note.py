"""The line above the field that says what one is writing, where that is no new message, and leads out of it."""

import weakref
from collections.abc import Callable

from htpy import bdi, fragment, span
from nicegui.element import Element

from livechat.components.composer.aside import keep_focus

LEAVE_MARKUP = '<i class="q-icon material-icons" aria-hidden="true">close</i>'


class ModeNote:
    """Made in its holder when there is something to say, and gone afterwards."""

    def __init__(self, holder: Element, on_leave: Callable[[], None]) -> None:
        self._holder = weakref.ref(holder)  # which has this note
        self._on_leave: Callable[[], None] = on_leave
        self._note: Element | None = None
        self._words: Element | None = None
        self._leave: Element | None = None

    def show(self, title: str, leave: str, excerpt: str = "") -> None:
        """Say it, with the name of the button that leads out."""
        holder = self._holder()
        if holder is None or holder.is_deleted:
            return
        if self._note is None or self._words is None or self._leave is None:
            with holder, Element("div").classes("composer-mode").props("role=note") as self._note:
                self._words = Element("div").classes("composer-mode-words")
                self._leave = Element("button").classes("composer-leave").props("type=button")
            self._leave.props["innerHTML"] = LEAVE_MARKUP
            keep_focus(self._leave)
            self._leave.on("click", self._left, [])
        words = fragment[span(".composer-mode-title")[title], " ", bdi(".composer-mode-excerpt")[excerpt]]
        self._note.props["aria-label"] = title
        self._words.props["innerHTML"] = str(words)
        self._leave.props.update({"aria-label": leave, "title": leave})

    def hide(self) -> None:
        """There is nothing to say."""
        if self._note is not None and not self._note.is_deleted:
            self._note.delete()
        self._note = self._words = self._leave = None

    def close(self) -> None:
        """Whoever listened is gone."""
        self._on_leave = _nobody_listens

    def _left(self) -> None:
        self._on_leave()


def _nobody_listens() -> None:
    """A listener would keep its page, which keeps this."""
