"""A listener for a key that may come to listen for another one while the page is open.

Browsers know a listener by its id: with the same id nothing is mounted anew, and what is inside keeps focus and text.
"""

from collections.abc import Callable, Sequence

from nicegui.element import Element
from nicegui.events import GenericEventArguments


class KeyListener:
    """Listens as in `keydown.enter.exact.prevent`. Best on an element around the one that has the focus."""

    def __init__(
        self, element: Element, key: str, handler: Callable[[GenericEventArguments], None], args: Sequence[str]
    ) -> None:
        before = set(element._event_listeners)
        element.on(key, handler, args)
        (self._listener_id,) = element._event_listeners.keys() - before
        self._element = element  # not the listener, which holds the handler: a page that is gone must let go of both

    def listen_for(self, key: str) -> None:
        """From now on; the browser's own action is kept back for this key alone."""
        listener = self._element._event_listeners[self._listener_id]
        if listener.type != key:
            listener.type = key
            self._element.update()
