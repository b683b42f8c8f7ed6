"""Where messages are written. Nothing typed is ever lost or sent twice."""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable

from nicegui import ui
from nicegui.element import Element

from livechat.components.composer_field import MOST_CHARACTERS, ComposerField
from livechat.components.outgoing import Letter, Outgoing
from livechat.errors import ChatError, RateLimited
from livechat.records import DraftRecord

TOUCH_EVERY_SECONDS = 1.0
SEND_MARKUP = '<i class="q-icon material-icons" aria-hidden="true">send</i>'


class Composer(Element):
    """Field, button and a line for what went wrong.

    `save` keeps a draft and the id it will be sent under, `send` stores it and ends the draft in one transaction (it
    raises ChatError), `touch` and `stop_typing` tell others that somebody types.
    """

    def __init__(
        self,
        draft: DraftRecord,
        *,
        save: Callable[[str, str], None],
        send: Callable[[str, str], Awaitable[None]],
        touch: Callable[[], None],
        stop_typing: Callable[[], None],
        most_characters: int = 10_000,
    ) -> None:
        super().__init__("div")
        self._save, self._touch, self._stop_typing = save, touch, stop_typing
        self._most_characters = most_characters
        self._client_message_id = draft.client_message_id
        self._touched_at = 0.0
        self._over: asyncio.TimerHandle | None = None
        self._outgoing = Outgoing(send, on_sent=self._sent, on_refused=self._refused)
        self.classes("composer")
        with self:
            self._note = ui.label("").classes("composer-note").props("role=alert")
            self._field = ComposerField(self, draft.body, on_typed=self._typed, on_enter=self._post)
            button = Element("button").classes("composer-send").props("type=button")
        button.props["aria-label"] = "Send"
        button.props["innerHTML"] = SEND_MARKUP
        button.on("mousedown.prevent", lambda: None, [])  # the field keeps the focus
        button.on("click", self._post, [])

    # Typing

    def _typed(self) -> None:
        self._keep()
        self._say(f"The text was cut: at most {MOST_CHARACTERS:,} characters fit." if self._field.is_full else "")
        if not self._field.text:
            self._touched_at = 0.0
            self._stop_typing()
        elif time.monotonic() - self._touched_at >= TOUCH_EVERY_SECONDS:
            self._touched_at = time.monotonic()
            self._touch()

    def _keep(self) -> None:
        """Keep the draft; while messages are on their way the one in front is still the draft."""
        if self._outgoing.is_empty:
            self._save(self._field.text, self._client_message_id)

    # Sending

    def _post(self) -> None:
        text = self._field.text
        if not text.strip() or self._outgoing.is_full:
            return
        if len(text) > self._most_characters:
            self._say(f"A message has at most {self._most_characters:,} characters; this one has {len(text):,}.")
            return
        self._say("")
        self._touched_at = 0.0
        letter, self._client_message_id = Letter(text, self._client_message_id), secrets.token_hex(12)
        self._field.clear()
        self._outgoing.put(letter)

    def _sent(self) -> None:
        """The next text takes the draft's place, which the message's own transaction has emptied."""
        letter = self._outgoing.first or Letter(self._field.text, self._client_message_id)
        self._save(letter.text, letter.client_message_id)

    def _refused(self, letters: list[Letter], error: ChatError) -> None:
        """What was not stored goes back in front of what has been typed since."""
        typed_since = self._field.text
        if len(letters) == 1 and not typed_since:
            self._client_message_id = letters[0].client_message_id
        parts = [letter.text for letter in letters] + ([""] if typed_since else [])
        self._field.put_back("\n".join(parts))
        self._keep()
        self._say(str(error), error.retry_after_ms / 1_000 if isinstance(error, RateLimited) else None)

    # Saying what went wrong

    def _say(self, sentence: str, seconds: float | None = None) -> None:
        """Show a sentence, for so long or until the next one; an empty one takes it away."""
        if self._over is not None:
            self._over.cancel()
            self._over = None
        if self._note.is_deleted:
            return
        self._note.text = sentence
        if seconds is not None:
            self._over = asyncio.get_running_loop().call_later(seconds, self._say, "")

    def _handle_delete(self) -> None:
        if self._over is not None:
            self._over.cancel()
        super()._handle_delete()
