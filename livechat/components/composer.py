"""Where messages are written."""

import secrets
from collections.abc import Awaitable, Callable

from nicegui import ui

from livechat.components.notices import tell
from livechat.errors import ChatError
from livechat.records import DraftRecord


class Composer(ui.row):
    """Field and button; what could not be sent stays in the field."""

    def __init__(
        self,
        draft: DraftRecord,
        *,
        save: Callable[[str, str], None],
        send: Callable[[str, str], Awaitable[None]],
        touch: Callable[[], None],
        stop_typing: Callable[[], None],
    ) -> None:
        super().__init__()
        self._key, self._save, self._send = draft.client_message_id, save, send
        self._touch, self._stop_typing = touch, stop_typing
        self.classes("composer")
        with self:
            self._field = ui.textarea(value=draft.body, on_change=self._on_change).props(
                "outlined autogrow rows=1 dense"
            )
            self._field.classes("composer-field").props["aria-label"] = "Message"
            self._field.on("keydown.enter.exact.prevent", self._on_send)
            ui.button("Send", on_click=self._on_send).props("unelevated no-caps").classes("button composer-send")

    def _on_change(self) -> None:
        self._save(self._field.value or "", self._key)
        self._touch()

    async def _on_send(self) -> None:
        text = self._field.value or ""
        if text.strip():
            try:
                await self._send(text, self._key)
            except ChatError as error:
                tell(str(error))
            else:
                self._key = secrets.token_hex(12)
                self._field.value = ""
                self._stop_typing()
