"""The row that was linked to is marked until its reader moves on: by wheel, finger, pointer or key."""

from nicegui.element import Element
from nicegui.events import GenericEventArguments

from livechat.components.style_rule import StyleRule, highlighted
from livechat.ids import MessageId
from livechat.internals.key_listener import KeyListener

GESTURES = ("wheel", "touchmove", "pointerdown", "keydown")
HEARD_ONCE = ".once"
UNHEARD = ".self"  # by an element that its children cover: the browser says nothing


class LinkedRow:
    """Listens around the rows, and only while one is marked."""

    def __init__(self, around: Element) -> None:
        self._around = around
        self._rule: StyleRule | None = None  # made when a row is marked
        self._listeners = {gesture: KeyListener(around, gesture + UNHEARD, self._moved_on, []) for gesture in GESTURES}

    def _moved_on(self, _: GenericEventArguments) -> None:
        self.show(None)

    def show(self, message_id: MessageId | None) -> None:
        """Mark that row alone, or none."""
        for gesture, listener in self._listeners.items():
            listener.listen_for(gesture + (UNHEARD if message_id is None else HEARD_ONCE))
        if self._rule is None and message_id is not None:
            with self._around:
                self._rule = StyleRule()
        if self._rule is not None:
            self._rule.show([] if message_id is None else [highlighted(message_id)])
