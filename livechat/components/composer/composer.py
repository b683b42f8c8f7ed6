"""Where messages are written. Nothing typed is ever lost or sent twice."""

import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from htpy import Renderable, button, fragment, p
from nicegui import binding
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from livechat.components.commands import COMPOSER_ELEMENT_ID, ExplainWriting, TakeCompletion, command_in, commanding
from livechat.components.composer.completion import Completion, Source
from livechat.components.composer.field import ComposerField
from livechat.components.composer.notes import ComposerNotes
from livechat.components.composer.send_queue import PendingMessage, SendQueue
from livechat.components.composer.tabs.draft_follower import DraftFollower
from livechat.components.composer.tabs.shared_draft import SharedDraft, new_id
from livechat.components.composer.textarea import MAX_CHARACTERS
from livechat.errors import ChatError, RateLimited
from livechat.i18n.text import gettext as _
from livechat.i18n.text import lazy_gettext
from livechat.ids import RoomId
from livechat.internals.disposable_element import DisposableElement
from livechat.preferences.choices import DevicePreferences
from livechat.records import SavedDraft
from livechat.services.drafts import DraftState
from livechat.services.rooms.messages import too_long
from livechat.services.viewer_state import DeviceState

TOUCH_EVERY_SECONDS = 1.0
SEND_MARKUP = '<i class="q-icon material-icons" aria-hidden="true">send</i>'
CUT = lazy_gettext("Only the first {most} characters fit here; the rest was cut.", most=MAX_CHARACTERS)


class Composer(DisposableElement):
    """Field, button and a line for what went wrong.

    `read` gives the draft as it is now, `save` keeps one and the id it will be sent under, `send` stores it and ends
    the draft in one transaction, `touch` and `stop_typing` tell others that somebody types. All may raise ChatError.
    The `state` changes with the draft, whichever tab writes it. By the `room_id` the page can be asked where its text
    belongs, when nobody knows it any more. What Enter does follows the `device`; without one it sends. `explain` shows
    what one can write.
    """

    at_device = binding.BindableProperty(on_change=lambda self, chosen: self._field.send_by(chosen))
    draft = binding.BindableProperty(on_change=lambda self, _: self._follower.changed())

    def __init__(
        self,
        read: Callable[[], SavedDraft],
        *,
        save: Callable[[str, str], None],
        state: DraftState,
        send: Callable[[str, str], Awaitable[object]],
        touch: Callable[[], None],
        stop_typing: Callable[[], None],
        explain: Callable[[], None],
        max_characters: int = 10_000,
        room_id: RoomId,
        device: DeviceState | None = None,
        completing: Sequence[Source] = (),
    ) -> None:
        super().__init__("div")
        self._touch, self._stop_typing = touch, stop_typing
        self._max_characters = max_characters
        self._shared = SharedDraft(read, save)
        draft = self._shared.first
        self._client_message_id = draft.client_message_id
        self._offered = draft.body  # what may have been sent under that id before
        self._touched_at = 0.0
        self._notes = ComposerNotes(self)
        self._queue = SendQueue(send, on_sent=self._sent, on_refused=self._refused)
        self.classes("composer").props["id"] = COMPOSER_ELEMENT_ID
        self._completion = Completion(self, completing, self._complete)
        self.on("command", partial(_heard, explain, self._completion), ["command"])
        with self:
            self._field = ComposerField(
                self,
                draft,
                on_typed=self._typed,
                on_enter=self._enter,
                on_free=self._catch_up,
                room_id=room_id,
                at_device=DevicePreferences() if device is None else device.preferences,
            )
            _aside()
            _send_button(self._post)
        self._follower = DraftFollower(self._follow)
        self._bind(state, device)

    def _bind(self, state: DraftState, device: DeviceState | None) -> None:
        """Follow what other tabs write, and what was chosen for this device."""
        self.draft = state.draft
        binding.bind_from(self, "draft", state, "draft")
        if device is not None:
            self.at_device = device.preferences
            binding.bind_from(self, "at_device", device, "preferences")

    def load(self, text: str) -> None:
        """Write a different text here, a new draft."""
        self._field.load(text)
        self._typed()

    def dispose(self) -> None:
        self._follower.close()
        self._completion.close()
        self._field.close()
        self._notes.close()
        self._queue.close()

    # Typing

    def _typed(self) -> None:
        text = self._field.text
        if self._offered and text != self._offered:
            # An id stands for one text: the same draft may be open, or on its way, in another tab.
            self._offered, self._client_message_id = "", new_id()
            self._field.file_under(self._client_message_id, at_once=True)
        if self._field.is_full:
            self._notes.say(str(CUT))
        elif self._is_short_enough(text) and not self._notes.seconds_to_wait:
            self._notes.say("")
        self._keep()
        self._completion.follow(self._field.before_caret)
        with self._saying_refusals():
            self._notify_others(text)

    def _complete(self, length: int, text: str) -> None:
        self._field.substitute(length, text)
        self._typed()

    def _notify_others(self, text: str) -> None:
        if not text:
            self._touched_at = 0.0
            self._stop_typing()
        elif time.monotonic() - self._touched_at >= TOUCH_EVERY_SECONDS:
            self._touched_at = time.monotonic()
            self._touch()

    def _keep(self) -> None:
        """Keep all that is not stored yet, as one draft under the id of its first text."""
        with self._saying_refusals():
            self._shared.keep(self._unsent, self._messages[0].client_message_id)

    @property
    def _messages(self) -> list[PendingMessage]:
        return [*self._queue.waiting, PendingMessage(self._field.text, self._client_message_id)]

    @property
    def _unsent(self) -> str:
        return "\n".join(message.text for message in self._messages if message.text)

    def _is_short_enough(self, text: str) -> bool:
        return _length(text) <= self._max_characters

    # What other tabs type

    def _catch_up(self) -> None:
        """Show what was typed elsewhere, once nobody types here.

        The page before this one is such a tab as well: what it said last may arrive after this one was built.
        """
        self._follower.ask()

    def _follow(self) -> float | None:
        """Show the draft as it is now; or say in how many seconds it may be shown, when that is known."""
        with self._saying_refusals():
            draft = self._shared.differing(self._unsent)
            if draft is None or self._queue.waiting or not self._field.is_heard:
                return None
            if (seconds := self._field.seconds_until_still) > 0:
                return seconds
            self._shared.adopt(draft)
            self._offered, self._client_message_id = draft.body, draft.client_message_id
            self._field.file_under(draft.client_message_id)
            self._field.follow(draft.body)
        return None

    # Sending

    def _enter(self) -> None:
        if not self._completion.take_chosen():
            self._post()

    def _post(self) -> None:
        self._completion.hide()
        self._catch_up()
        text = self._field.text
        if not text.strip() or self._queue.is_full or self._notes.seconds_to_wait:
            return
        if not self._is_short_enough(text):
            self._notes.say(str(too_long(_length(text), self._max_characters)))
            return
        self._notes.say("")
        self._touched_at = 0.0
        if self._shared.is_of_another(self._unsent, self._client_message_id):
            self._client_message_id = new_id()
        message = PendingMessage(text, self._client_message_id)
        self._offered, self._client_message_id = "", new_id()
        self._field.file_under(self._client_message_id)
        if not self._queue.waiting:
            self._notes.follow(is_waiting=True)
        self._queue.put(message)
        self._field.clear()

    def _sent(self) -> None:
        """The next text takes the draft's place, which the message's own transaction has emptied."""
        self._notes.follow(is_waiting=bool(self._queue.waiting))
        self._keep()
        self._catch_up()

    def _refused(self, messages: list[PendingMessage], error: ChatError) -> None:
        """What was not stored goes back in front of what has been typed since."""
        self._notes.follow(is_waiting=bool(self._queue.waiting))
        typed_since = self._field.text
        self._field.put_back("\n".join(message.text for message in messages))
        if len(messages) == 1 and not typed_since:  # the same text: should it be stored after all, it is there once
            self._offered, self._client_message_id = messages[0].text, messages[0].client_message_id
            self._field.file_under(self._client_message_id, at_once=True)
        self._keep()
        self._catch_up()
        self._notes.say(str(error), error.retry_after_ms / 1_000 if isinstance(error, RateLimited) else None)

    # Saying what went wrong

    @contextmanager
    def _saying_refusals(self) -> Iterator[None]:
        """One may have left the room, or been shown out of it, while typing."""
        try:
            yield
        except ChatError as error:
            self._notes.say(str(error))


def _heard(explain: Callable[[], None], completion: Completion, event: GenericEventArguments) -> None:
    match command_in(event.args):
        case ExplainWriting():
            explain()
        case TakeCompletion(number=number):
            completion.take(number)


def _aside() -> None:
    """What is beside the field and the same for all."""
    aside = Element("div").classes("composer-aside")
    aside.props["innerHTML"] = str(_aside_markup())
    _keep_focus(aside)


def _aside_markup() -> Renderable:
    """That the connection is lost is shown by the stylesheet: no server can say it."""
    title = _("What you can write")
    away = _("No connection. What you send now goes out when it is back, or is kept here.")
    return fragment[
        button(".composer-explain", commanding(ExplainWriting()), aria_label=title, title=title)["Aa"],
        p(".composer-away")[away],
    ]


def _send_button(on_click: Callable[[], None]) -> None:
    name = _("Send")
    send = Element("button").classes("composer-send").props("type=button")
    send.props.update({"aria-label": name, "title": name, "innerHTML": SEND_MARKUP})
    _keep_focus(send)
    send.on("click", on_click, [])


def _keep_focus(element: Element) -> None:
    """What is pressed there leaves the focus in the field."""
    element.on("mousedown.prevent", lambda: None, [])


def _length(text: str) -> int:
    """As the rule counts, which does not count what is taken off the ends."""
    return len(text.strip("\n").rstrip())
