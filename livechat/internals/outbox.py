"""A page's outbox that sleeps: NiceGUI's own wakes once a second for each page, and polls until there is a socket.

It knows all of `nicegui.outbox.Outbox`, so its test holds a digest of that class's source.
"""

from collections.abc import Iterator
from typing import Any

from nicegui import Client, app, background_tasks, client, core
from nicegui.dependencies import JsComponent
from nicegui.outbox import Deleted, Message, Outbox


class QuietOutbox(Outbox):
    """Sends what has gathered as soon as the page has a socket; between that there is neither task nor timer."""

    _is_sending = False

    async def loop(self) -> None:
        """None is needed: whatever is enqueued calls `wake`, and so does a new socket."""

    def wake(self) -> None:
        """Send what is there, unless it is being sent already or there is nobody to send it to."""
        if not self._is_sending and not self._should_stop and (self.updates or self.messages) and self._has_socket:
            self._is_sending = True
            background_tasks.create(self._send(), name="outbox")

    _set_enqueue_event = wake  # what NiceGUI calls after each change

    @property
    def _has_socket(self) -> bool:
        client = self._client()
        return client is not None and client.has_socket_connection

    async def _send(self) -> None:
        try:
            while (self.updates or self.messages) and self._has_socket and not self._should_stop:
                for message in self._taken():
                    try:
                        await self._emit(message)
                    except Exception as error:
                        core.app.handle_exception(error)
        finally:
            self._is_sending = False

    def _taken(self) -> list[Message]:
        """Everything that waits, in the order in which it has to arrive."""
        taken = [*self._updates(), *self.messages]
        self.updates.clear()
        self.messages.clear()
        return taken

    def _updates(self) -> Iterator[Message]:
        if not self.updates:
            return
        changed = tuple(self.updates.items())
        unknown = {c.name: c for _, element in changed if (c := self._unknown_component(element)) is not None}
        if unknown:
            components = [{"key": component.key, "tag": component.tag} for component in unknown.values()]
            self._loaded_components.update(unknown)
            yield self.client.id, "load_js_components", {"components": components}
        yield (
            self.client.id,
            "update",
            {
                element_id: None if isinstance(element, Deleted) else element._to_dict()
                for element_id, element in changed
            },
        )

    def _unknown_component(self, element: Any) -> JsComponent | None:
        component = None if isinstance(element, Deleted) else element.component
        is_unknown = isinstance(component, JsComponent) and component.name not in self._loaded_components
        return component if is_unknown else None


def quieten_outboxes() -> None:
    """Give every page that is opened from now on such an outbox."""
    client.Outbox = QuietOutbox  # type: ignore[attr-defined]  # the name by which Client makes its own
    app.on_connect(_wake)


def _wake(client: Client) -> None:
    if isinstance(client.outbox, QuietOutbox):
        client.outbox.wake()
