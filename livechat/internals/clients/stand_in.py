"""A client in the place of one that this process never made, or has forgotten: the browser still shows the page.

It says nothing of its own, since whatever a new client would say first wipes the page; it can be told what the page
said meanwhile, and it can ask.
"""

from collections.abc import Callable
from typing import Any

from nicegui import Client, json, ui
from nicegui.page import page
from starlette.requests import Request
from starlette.types import Scope

from livechat.internals.clients.field_tag import FieldTag
from livechat.internals.clients.open_clients import give_id
from livechat.internals.textarea import BareTextarea

Heard = Callable[[int, Any], None]
"""Takes the id of an element of the page and what an event of it says."""

RECONNECT_SECONDS = 5.0


class StandIn(Client):
    """Its handshake is that of the page with this id, which has heard the messages up to the next one."""

    def __init__(self, client_id: str, scope: Scope, next_message_id: int) -> None:
        request = Request({**scope, "type": "http", "method": "GET", "path": "/", "query_string": b""})
        super().__init__(page("", reconnect_timeout=RECONNECT_SECONDS), request=request)
        give_id(self, client_id)
        self.on_heard: Heard = _nobody_listens
        self.outbox.next_message_id = next_message_id
        self._hush()

    def handle_event(self, msg: dict[str, Any]) -> None:
        """Everything that the page says, also of elements that only the browser has; NiceGUI calls it."""
        args = [None if arg is None else json.loads(arg) for arg in msg.get("args", [])]
        self.on_heard(msg["id"], args[0] if len(args) == 1 else args)

    async def ask_tag(self, *, within_seconds: float) -> str | None:
        """What the page's field tag says; None where it has none. Raises TimeoutError."""
        with self:
            tag = FieldTag("")
        self._hush()
        return await tag.ask(within_seconds=within_seconds)

    async def ask_field(self, element_id: int, *, within_seconds: float) -> str | None:
        """The value of the page's textarea of that id; None where it has none. Raises TimeoutError."""
        self.next_element_id = element_id
        with self:
            textarea = BareTextarea("")
        self._hush()
        return await textarea.read(within_seconds=within_seconds)

    def reload(self) -> None:
        """Have the browser ask for the page anew."""
        with self:
            ui.navigate.reload()

    def _hush(self) -> None:
        self.outbox.updates.clear()


def _nobody_listens(_element_id: int, _said: object) -> None:
    """Until somebody does."""
