"""The field in which messages are written: every key arrives, and the screen follows the draft."""

import asyncio
import time
from collections.abc import Callable
from functools import partial

from nicegui import background_tasks
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from livechat.components.composer.away.place import place_as_text
from livechat.components.composer.deferred import Deferred
from livechat.components.composer.field_sync import FieldSync
from livechat.components.composer.ime import IME_KEY_CODE, Composition, nobody_listens
from livechat.components.composer.ledger.draft_ledger import DraftLedger
from livechat.components.composer.opening_burst import OpeningBurst
from livechat.components.composer.textarea import ComposerTextarea, is_full
from livechat.ids import RoomId
from livechat.internals.clients.field_tag import FieldTag
from livechat.internals.clients.open_clients import forget_on_connect
from livechat.internals.key_listener import KeyListener
from livechat.preferences.choices import DevicePreferences

STILL_SECONDS = 2.0  # without a key: then nobody is typing here, and the field may show what is typed elsewhere
KEYS_CLASS = "composer-keys"  # around the textarea, where keys are heard
# Not kept back: the caret moves as it would.
UP, SHIFT_UP, ESCAPE = "keydown.up.exact", "keydown.shift.up.exact", "keydown.esc.exact"


def sending_key(at_device: DevicePreferences) -> str:
    """What sends; all other keys do in the field what they do in any."""
    return "keydown.enter.exact.prevent" if at_device.enter_sends else "keydown.ctrl.enter.exact.prevent"


class ComposerField:
    """Make it inside its holder, in which nothing else composes."""

    def __init__(
        self,
        holder: Element,
        text: str,
        filed: str,
        *,
        on_typed: Callable[[], None],
        on_enter: Callable[[], None],
        on_up: Callable[[], None],
        on_shift_up: Callable[[], None],
        on_escape: Callable[[], None],
        on_free: Callable[[], None],
        room_id: RoomId,
        at_device: DevicePreferences,
    ) -> None:
        self._client = holder.client
        self._on_typed, self._on_enter, self._on_free = on_typed, on_enter, on_free
        self._on_up, self._on_shift_up, self._on_escape = on_up, on_shift_up, on_escape
        self._ledger = DraftLedger(text)
        with Element("div").classes(KEYS_CLASS) as around:
            self._textarea = ComposerTextarea(text, at_device).on("update:value", self._typed)
        self._keys = KeyListener(around, sending_key(at_device), self._enter, ["isComposing", "keyCode"])
        for key, act in ((UP, self._up), (SHIFT_UP, self._shift_up), (ESCAPE, self._escape)):
            around.on(key, act, ["isComposing"])
        self._burst = OpeningBurst(self._textarea.ask, self._burst_over)
        self._deferred, self._held = Deferred(), Deferred()
        self._composition = Composition(holder)
        self._place = place_as_text(room_id, self._textarea.id, "")  # before where it is filed
        self._tag = FieldTag(self._place + filed)
        self._sync = FieldSync(self._ledger, self._textarea, self._tag, self._composition, self._deferred)
        self._seam, self._seam_until = "", 0.0  # behind a text that was not typed here, while nobody can have seen it
        self._was_connected = self._client.has_socket_connection
        self._questions = 0
        self._is_in_doubt = False
        self._heard_since = True  # the last connection was made
        self._client.on_connect(self._connected)

    @property
    def text(self) -> str:
        """The draft, also what the screen does not show just now."""
        return self._ledger.text

    @property
    def is_full(self) -> bool:
        """Whether nothing more fits, so that something may have been cut."""
        return is_full(self._ledger.shown_text)

    @property
    def is_heard(self) -> bool:
        """Whether all is known that was typed here. What calls `on_free` is that it is known again."""
        return self._client.has_socket_connection and not self._is_in_doubt

    @property
    def seconds_until_still(self) -> float:
        """In how many seconds this will be a field that nobody types in."""
        return max(0.0, STILL_SECONDS - self._sync.seconds_unheard)

    def file_under(self, filed: str, *, at_once: bool = False) -> None:
        """The text belongs elsewhere from now on; the browser is told with the next write, or at once."""
        self._tag.text = self._place + filed
        if at_once:
            self._tag.tell()

    def clear(self) -> None:
        """Begin a new draft; keys that are on the way belong to it.

        The screen follows in a moment, or when nobody types: a text that is put back at once never leaves it.
        """
        self._ledger.replace("")
        asyncio.get_running_loop().call_soon(self._sync.clear)

    def put_back(self, text: str) -> None:
        """Put text in front of what has been typed since, on a line of its own, also what is still on the way."""
        if typed_since := self._ledger.text:
            text += "\n"
        self._ledger.prepend(text)
        self._seam, self._seam_until = "" if typed_since else text, time.monotonic() + self._sync.seconds_behind
        self._sync.show()

    def follow(self, text: str) -> None:
        """Show what was typed elsewhere; what was typed here meanwhile, and is still on the way, goes below it."""
        self._seam, self._seam_until = text, 0.0
        self.load(text)

    @property
    def before_caret(self) -> str:
        """What stands before the caret, as far as that is known."""
        return self._ledger.before_caret

    def substitute(self, length: int, text: str) -> None:
        """Write a text in the place of so many characters before the caret."""
        self._ledger.substitute(length, text)
        self._sync.show()

    def load(self, text: str) -> None:
        """Write a different text here."""
        self._ledger.replace(text)
        self._sync.show()

    def hold(self) -> None:
        """What is said from now on waits until `release`: it is not clear yet which text it changes."""
        self._held.hold()

    def release(self) -> None:
        """Hear what was said meanwhile."""
        self._held.release()

    def focus(self) -> None:
        """Have the browser put the cursor here."""
        self._textarea.run_method("focus")

    def send_by(self, at_device: DevicePreferences) -> None:
        """Enter sends, or begins a new line, as it is to be at this device."""
        self._keys.listen_for(sending_key(at_device))

    def close(self) -> None:
        """The field is gone; what was heard still counts."""
        self._burst.end()
        self._deferred.release()
        self._held.release()
        self._sync.close()
        forget_on_connect(self._client, self._connected)
        self._on_up = self._on_shift_up = self._on_escape = nobody_listens
        self._on_typed = self._on_enter = self._on_free = nobody_listens  # a listener keeps the page, which keeps this

    # What the browser says

    def _typed(self, event: GenericEventArguments) -> None:
        self._heard_since = True
        value = event.args if isinstance(event.args, str) else ""
        if not self._burst.takes_value(value):
            self._deferred.run(partial(self._held.run, partial(self._hear, value)))

    def _enter(self, event: GenericEventArguments) -> None:
        is_composing = event.args.get("isComposing") or event.args.get("keyCode") == IME_KEY_CODE
        if not is_composing and not self._burst.takes_enter():
            self._deferred.run(partial(self._held.run, self._on_enter))

    def _up(self, event: GenericEventArguments) -> None:
        self._press(self._on_up, event)

    def _shift_up(self, event: GenericEventArguments) -> None:
        self._press(self._on_shift_up, event)

    def _escape(self, event: GenericEventArguments) -> None:
        self._press(self._on_escape, event)

    def _press(self, act: Callable[[], None], event: GenericEventArguments) -> None:
        """In its order among the keys; of a burst nobody knows it."""
        if not event.args.get("isComposing") and not self._burst.is_gathering:
            self._deferred.run(partial(self._held.run, act))

    def _burst_over(self, values: list[str], entered: bool) -> None:
        """Of several values the longest is the newest, unless something was taken back: the browser knows."""
        if values:
            self._hear(max(values, key=len))
        if entered:
            self._on_enter()
        if len(values) > 1 and not self._textarea.is_deleted:
            self._question()

    def _hear(self, value: str) -> None:
        if not self._sync.is_echo(value):
            is_blind = self._ledger.is_dirty  # a write has not been seen yet
            self._ledger.typed(value)
            self._part_what_came_between(is_blind=is_blind)
            self._sync.heard()
            self._on_typed()

    def _part_what_came_between(self, *, is_blind: bool) -> None:
        seam, self._seam = self._seam, ""
        text = self._ledger.text
        is_blind = is_blind or time.monotonic() < self._seam_until
        if is_blind and seam and len(text) > len(seam) and text.startswith(seam):
            self._ledger.break_line(len(seam))

    # After a broken line: what was on its way is lost, either way

    def _connected(self) -> None:
        if not self._was_connected:
            self._was_connected = True
            self._on_free()
            self._burst.open()
            return
        self._burst.end()
        self._composition.end()  # it may have ended while nobody heard it
        if self._ledger.is_writing:
            self._deferred.hold()  # whether what is said now was said before the write arrived
        self._question()

    def _question(self) -> None:
        self._questions += 1
        self._is_in_doubt = True
        self._heard_since = False
        background_tasks.create(self._ask(self._questions), name="question to a composer's field")

    async def _ask(self, number: int) -> None:
        """Ask for the value. The answer comes after whatever the browser said before, so it also ends the doubt."""
        while True:
            try:
                value = await self._textarea.ask()
                break
            except TimeoutError:
                if number != self._questions or not self._client.has_socket_connection:
                    return
        if number == self._questions and not self._textarea.is_deleted:
            self._answered(value)

    def _answered(self, value: str | None) -> None:
        if self._deferred.is_holding:
            self._ledger.acknowledged()  # the write had arrived, and its acknowledgement was lost
            self._deferred.release()
        self._is_in_doubt = False
        if value is not None and not self._heard_since:
            self._hear(value)
        self._sync.follow_later()
        self._on_free()
