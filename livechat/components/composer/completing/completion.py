"""A list over the composer of what the word that is being typed may become."""

import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from htpy import Renderable, button, fragment
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from livechat.components.commands import TakeCompletion, commanding
from livechat.internals.key_listener import KeyListener

# While the list is there these keys are its own; else the browser does with them what it does in any field.
KEYS = "keydown.up.down.tab.esc.exact"
KEPT_KEYS = f"{KEYS}.prevent"
ESCAPE, TAKES = "Escape", "Tab"
STEPS = {"ArrowDown": 1, "ArrowUp": -1}


@dataclass(frozen=True, slots=True)
class Option:
    """What a word may become: `text` takes its place, `shown` is how it is offered."""

    text: str
    shown: Renderable


class Source(Protocol):
    """What is completed: the names of emoji, or of people."""

    @property
    def name(self) -> str:
        """What the list is called."""
        ...

    def word_at_end(self, text: str) -> str:
        """The word at the end of what stands before the caret, where it is one to complete; else ""."""
        ...

    def options(self, word: str) -> Sequence[Option]:
        """What it may become, the best first; at most as many as a list shows."""
        ...


def nothing_is_taken(_length: int, _text: str) -> None:
    """When there is no field any more."""


class Completion:
    """Made with its composer. `take` puts a text in the place of so many characters before the caret.

    Keys count for the list from when the browser has it: what was pressed before was not meant for it.
    """

    def __init__(self, holder: Element, sources: Sequence[Source], take: Callable[[int, str], None]) -> None:
        self._holder = weakref.ref(holder)  # which has this completion
        self._sources = sources
        self._take = take
        self._keys: KeyListener | None = KeyListener(holder, KEYS, self._pressed, ["key", "isComposing"])
        self._list: Element | None = None
        self._is_seen = False
        self._is_unwanted = False  # until another word is begun
        self._word = ""
        self._options: Sequence[Option] = ()
        self._chosen = 0

    @property
    def is_open(self) -> bool:
        """Whether somebody sees the list."""
        return self._list is not None and self._is_seen

    def follow(self, before_caret: str) -> None:
        """Something was typed: offer what the word before the caret may become."""
        for source in self._sources:
            if word := source.word_at_end(before_caret):
                self._offer(source, word)
                return
        self._is_unwanted = False
        self.hide()

    def take_chosen(self) -> bool:
        """Let the word become what is chosen; whether there was a list to choose from."""
        if not self.is_open:
            return False
        self.take(self._chosen)
        return True

    def take(self, number: int) -> None:
        """Let the word become what stands at a place of the list."""
        if self._list is not None and number < len(self._options):
            length, text = len(self._word), self._options[number].text
            self.hide()
            self._take(length, text)

    def hide(self) -> None:
        """Take the list away."""
        if self._list is not None:
            if not self._list.is_deleted:
                self._list.delete()
            self._list, self._is_seen, self._options = None, False, ()
            self._listen_for(KEYS)

    def close(self) -> None:
        """The field is gone."""
        self._list, self._take = None, nothing_is_taken
        self._keys = None  # which has the holder

    def _listen_for(self, keys: str) -> None:
        if self._keys is not None:
            self._keys.listen_for(keys)

    def _offer(self, source: Source, word: str) -> None:
        if self._is_unwanted or (word == self._word and self._list is not None):
            return
        self._word, self._options, self._chosen = word, source.options(word), 0
        holder = self._holder()
        if not self._options or holder is None or holder.is_deleted:
            self.hide()
            return
        if self._list is None:
            self._list = self._make_list(holder, source.name)
            self._listen_for(KEPT_KEYS)
        self._draw(self._list)

    def _make_list(self, holder: Element, name: str) -> Element:
        with holder:
            shown = Element("div").classes("completion").on("vnodeMounted", self._seen, [])
        shown.on("mousedown.prevent", lambda: None, [])  # what is pressed there leaves the focus in the field
        shown.props.update({"role": "listbox", "aria-label": name})
        return shown

    def _draw(self, shown: Element) -> None:
        shown.props["innerHTML"] = str(
            fragment[(_button(number, option, self._chosen) for number, option in enumerate(self._options))]
        )

    def _seen(self) -> None:
        self._is_seen = self._list is not None

    def _pressed(self, event: GenericEventArguments) -> None:
        key: Any = event.args.get("key")
        if self._list is None or not self._is_seen or event.args.get("isComposing"):
            return
        if key == ESCAPE:
            self._is_unwanted = True
            self.hide()
        elif key == TAKES:
            self.take(self._chosen)
        elif key in STEPS:
            self._chosen = (self._chosen + STEPS[key]) % len(self._options)
            self._draw(self._list)


def _button(number: int, option: Option, chosen: int) -> Renderable:
    is_chosen = "true" if number == chosen else "false"
    return button(commanding(TakeCompletion(number)), role="option", tabindex="-1", aria_selected=is_chosen)[
        option.shown
    ]
