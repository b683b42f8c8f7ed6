"""Where messages are written, answered and changed. Nothing typed is ever lost or sent twice."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from nicegui import binding
from nicegui.events import GenericEventArguments

from livechat.components.commands import COMPOSER_ELEMENT_ID, ExplainWriting, TakeCompletion, command_in
from livechat.components.composer.aside import aside, send_button
from livechat.components.composer.away.place import filed_edit
from livechat.components.composer.completing.completion import Completion, Source
from livechat.components.composer.field import ComposerField
from livechat.components.composer.modes.message_editing import MessageEditing
from livechat.components.composer.modes.mode_note import ModeNote
from livechat.components.composer.modes.reply_mode import ReplyMode
from livechat.components.composer.notes import ComposerNotes
from livechat.components.composer.room import ComposerRoom
from livechat.components.composer.send_queue import Pending, PendingEdit, PendingMessage, SendQueue
from livechat.components.composer.tabs.draft_follower import DraftFollower
from livechat.components.composer.tabs.tab_draft import TabDraft
from livechat.components.composer.textarea import MAX_CHARACTERS
from livechat.errors import ChatError, RateLimited
from livechat.i18n.text import gettext as _
from livechat.i18n.text import lazy_gettext
from livechat.ids import MessageId
from livechat.internals.disposable_element import DisposableElement
from livechat.preferences.choices import DevicePreferences
from livechat.records import PostedMessage
from livechat.services.rooms.messages import too_long
from livechat.services.viewer_state import DeviceState

TOUCH_EVERY_SECONDS = 1.0
LEAVING_SECONDS = 1.0  # in which keys may still come from here that belong to the rows above
CUT = lazy_gettext("Only the first {most} characters fit here; the rest was cut.", most=MAX_CHARACTERS)


class Composer(DisposableElement):
    """Field, button, and lines for what one is doing and for what went wrong, in one `room`.

    By the room's id the page can be asked where its text belongs, when nobody knows it any more. What Enter does
    follows the `device`; without one it sends. `explain` shows what one can write, `go_to_rows` puts the cursor on the
    messages above.
    """

    at_device = binding.BindableProperty(on_change=lambda self, chosen: self._field.send_by(chosen))
    draft = binding.BindableProperty(on_change=lambda self, _: self._follower.changed())
    edited = binding.BindableProperty(on_change=lambda self, _: self._follower.changed())

    def __init__(
        self,
        room: ComposerRoom,
        *,
        explain: Callable[[], None],
        go_to_rows: Callable[[], None],
        device: DeviceState | None = None,
        completing: Sequence[Source] = (),
    ) -> None:
        super().__init__("div")
        self._room = room
        self._draft = TabDraft(room.read_draft, room.save_draft)
        self._go_to_rows = go_to_rows
        self._touched_at, self._left_at = 0.0, -LEAVING_SECONDS
        self._notes = ComposerNotes(self)
        self._queue = SendQueue(room.post, room.edit, on_sent=self._sent, on_refused=self._refused)
        self.classes("composer").props["id"] = COMPOSER_ELEMENT_ID
        self._completion = Completion(self, completing, self._complete)
        self.on("command", partial(_heard, explain, self._completion), ["command"])
        with self:
            self._field = self._make_field(DevicePreferences() if device is None else device.preferences)
            aside()
            send_button(self._press_send)
        self._mode_note = ModeNote(self, self._leave_mode)
        self._reply = ReplyMode(room.find, on_found=self._show_mode, on_missing=self._cancel_reply)
        self._editing = MessageEditing(
            room, self._field, self._notes, self._queue, self._draft, on_change=self._edit_changed
        )
        self._follower = DraftFollower(self._follow)
        self._bind(device)
        self._reply.follow(self._draft.reply_to_id)
        self._show_mode()

    def _make_field(self, at_device: DevicePreferences) -> ComposerField:
        """It begins with what is being made of a message, or with the draft."""
        edit = self._room.edit_state.edit
        return ComposerField(
            self,
            self._draft.first if edit is None else edit.body,
            self._draft.filed if edit is None else filed_edit(edit.message_id),
            on_typed=self._typed,
            on_enter=self._post,
            on_up=self._edit_last,
            on_shift_up=self._leave_upward,
            on_escape=self._escape,
            on_free=self._catch_up,
            room_id=self._room.room_id,
            at_device=at_device,
        )

    def _bind(self, device: DeviceState | None) -> None:
        """Follow what other tabs write, and what was chosen for this device."""
        self.draft, self.edited = self._room.draft_state.draft, self._room.edit_state.edit
        binding.bind_from(self, "draft", self._room.draft_state, "draft")
        binding.bind_from(self, "edited", self._room.edit_state, "edit")
        if device is not None:
            self.at_device = device.preferences
            binding.bind_from(self, "at_device", device, "preferences")

    def dispose(self) -> None:
        self._follower.close()
        self._completion.close()
        self._reply.close()
        self._editing.close()
        self._field.close()
        self._mode_note.close()
        self._notes.close()
        self._queue.close()

    def focus(self) -> None:
        """Put the cursor into the field."""
        self._field.focus()

    # Typing

    def _typed(self) -> None:
        text, self._left_at = self._field.text, -LEAVING_SECONDS
        if not self._editing.is_on and self._draft.renew(text):
            self._field.file_under(self._draft.filed, at_once=True)
        self._say_whether_it_fits(text)
        self._keep()
        self._completion.follow(self._field.before_caret)
        if not self._editing.is_on:
            with self._saying_refusals():
                self._notify_others(text)

    def _say_whether_it_fits(self, text: str) -> None:
        """While one writes, and not only when it is refused."""
        if self._field.is_full:
            self._notes.say(str(CUT))
        elif (length := _length(text)) > self._room.max_characters:
            self._notes.say(str(too_long(length, self._room.max_characters)))
        elif not self._notes.seconds_to_wait:
            self._notes.say("")

    def _complete(self, length: int, text: str) -> None:
        self._field.substitute(length, text)
        self._typed()

    def _notify_others(self, text: str) -> None:
        if not text:
            self._touched_at = 0.0
            self._room.stop_typing()
        elif time.monotonic() - self._touched_at >= TOUCH_EVERY_SECONDS:
            self._touched_at = time.monotonic()
            self._room.touch()

    def _keep(self) -> None:
        """Keep all that is not stored yet."""
        with self._saying_refusals():
            self._draft.keep(self._queue.messages, self._editing.draft_text)
            self._editing.keep()

    # What other tabs type

    def _catch_up(self) -> None:
        """Show what was typed elsewhere, once nobody types here.

        The page before this one is such a tab as well: what it said last may arrive after this one was built.
        """
        self._follower.ask()

    def _follow(self) -> float | None:
        """Show draft and edit as they are now; or say in how many seconds they may be shown, when that is known."""
        with self._saying_refusals():
            if not self._queue.is_empty or not self._field.is_heard:
                return None
            if self._draft.differing(self._editing.draft_text) is None and not self._editing.is_behind():
                return None
            if (seconds := self._field.seconds_until_still) > 0:
                return seconds
            self._follow_draft()
            self._editing.follow()
        return None

    def _follow_draft(self) -> None:
        if (draft := self._draft.differing(self._editing.draft_text)) is not None:
            self._draft.adopt(draft)
            self._reply.follow(draft.reply_to_id)
            self._editing.show_draft(draft.body)
            self._show_mode()

    # What one is doing

    async def edit(self, message_id: MessageId) -> None:
        """Change this message of one's own here. Raises ChatError."""
        await self._editing.edit(message_id)

    def reply(self, message: PostedMessage) -> None:
        """Answer this message with what is written here."""
        if self._editing.leave_unless_changed():
            self._answer(message.id)
            self._reply.changed(message)
            self.focus()

    def message_changed(self, message: PostedMessage) -> None:
        """A message of the room is otherwise now."""
        self._reply.changed(message)
        self._editing.message_changed(message)

    def look_again(self) -> None:
        """Something may have happened that was told to nobody here."""
        self._reply.look_again()
        self._editing.look_again()

    def _edit_last(self) -> None:
        """Or go on upward, where the cursor is about to leave."""
        if time.monotonic() - self._left_at < LEAVING_SECONDS and not self._field.text:
            self._go_to_rows()
        else:
            self._editing.edit_last()

    def _leave_upward(self) -> None:
        """Where something is written, the keys select it."""
        if not self._field.text:
            self._left_at = time.monotonic()
            self._go_to_rows()

    def _edit_changed(self) -> None:
        self._keep()
        self._show_mode()

    def _escape(self) -> None:
        """A list of completions closes first."""
        if not self._completion.is_open:
            self._leave_mode()

    def _leave_mode(self) -> None:
        if self._editing.is_on:
            self._editing.leave()
        elif self._reply.is_on:
            self._cancel_reply()

    def _cancel_reply(self) -> None:
        self._answer(None)

    def _answer(self, message_id: MessageId | None) -> None:
        self._draft.answer(message_id)
        if not self._editing.is_on:
            self._field.file_under(self._draft.filed, at_once=True)
        self._reply.follow(message_id)
        self._keep()
        self._show_mode()

    def _show_mode(self) -> None:
        if self._editing.is_on:
            self._mode_note.show(_("Editing your message"), _("Cancel edit"))
        elif self._reply.is_on:
            self._mode_note.show(self._reply.title, _("Cancel reply"), self._reply.excerpt)
        else:
            self._mode_note.hide()

    # Sending

    def _press_send(self) -> None:
        self._completion.hide()
        self._post()

    def _post(self) -> None:
        if self._completion.take_chosen():
            return
        self._catch_up()
        text = self._field.text
        is_to_be_sent = self._editing.is_on or text.strip()
        if not is_to_be_sent or self._queue.is_full or self._notes.seconds_to_wait:
            return
        if (length := _length(text)) > self._room.max_characters:
            self._notes.say(str(too_long(length, self._room.max_characters)))
            return
        self._notes.say("")
        if self._editing.is_on:
            self._editing.save()
            return
        self._touched_at = 0.0
        message = self._draft.take(self._queue.messages, text)
        self._field.file_under(self._draft.filed)
        if self._reply.is_on:
            self._reply.follow(None)
            self._show_mode()
        if self._queue.is_empty:
            self._notes.follow(is_waiting=True)
        self._queue.put(message)
        self._field.clear()

    def _sent(self) -> None:
        """The next text takes the draft's place, which the message's own transaction has emptied."""
        self._notes.follow(is_waiting=not self._queue.is_empty)
        self._keep()
        self._catch_up()
        self._room.sent()

    def _refused(self, refused: list[Pending], error: ChatError) -> None:
        """What was not stored goes back in front of what has been typed since."""
        self._notes.follow(is_waiting=not self._queue.is_empty)
        self._put_back([pending for pending in refused if isinstance(pending, PendingMessage)])
        sentence = self._editing.refused([pending for pending in refused if isinstance(pending, PendingEdit)], error)
        self._keep()
        self._catch_up()
        self._notes.say(sentence, error.retry_after_ms / 1_000 if isinstance(error, RateLimited) else None)

    def _put_back(self, messages: Sequence[PendingMessage]) -> None:
        if messages:
            self._draft.put_back(messages, self._editing.draft_text)
            self._editing.put_back_draft("\n".join(message.text for message in messages))
            self._reply.follow(self._draft.reply_to_id)
            self._show_mode()

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


def _length(text: str) -> int:
    """As the rule counts, which does not count what is taken off the ends."""
    return len(text.strip("\n").rstrip())
