"""Where messages are written, answered and changed. Nothing typed is ever lost or sent twice."""

from collections.abc import Callable, Sequence
from functools import partial

from nicegui import binding
from nicegui.events import GenericEventArguments

from livechat.components.commands import COMPOSER_ELEMENT_ID, ExplainWriting, SendMessage, TakeCompletion, command_in
from livechat.components.composer.aside import aside
from livechat.components.composer.away.place import filed_edit
from livechat.components.composer.completing.completion import Completion, Source
from livechat.components.composer.field import ComposerField
from livechat.components.composer.notes import ComposerNotes
from livechat.components.composer.other_tabs import OtherTabs
from livechat.components.composer.room import ComposerRoom
from livechat.components.composer.send_queue import Pending, SendQueue
from livechat.components.composer.tabs.tab_draft import TabDraft
from livechat.components.composer.typed.length_note import LengthNote
from livechat.components.composer.typed.typing_notice import TypingNotice
from livechat.components.composer.typed.way_up import WayUp
from livechat.components.composer.writing import Writing
from livechat.errors import ChatError, RateLimited
from livechat.ids import MessageId
from livechat.internals.disposable_element import DisposableElement
from livechat.preferences.choices import DevicePreferences
from livechat.records import PostedMessage
from livechat.services.viewer_state import DeviceState


class Composer(DisposableElement):
    """Field, button, and lines for what one is doing and for what went wrong, in one `room`.

    By the room's id the page can be asked where its text belongs, when nobody knows it any more. What Enter does
    follows the `device`; without one it sends. `explain` shows what one can write, `go_to_rows` puts the cursor on the
    messages above.
    """

    at_device = binding.BindableProperty(on_change=lambda self, chosen: self._field.send_by(chosen))
    draft = binding.BindableProperty(on_change=lambda self, _: self._tabs.changed())
    edited = binding.BindableProperty(on_change=lambda self, _: self._tabs.changed())

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
        self._way_up = WayUp(go_to_rows)
        self._notice = TypingNotice(room.touch, room.stop_typing)
        self._notes = ComposerNotes(self)
        self._length = LengthNote(self._notes, room.max_characters)
        self._queue = SendQueue(room.post, room.edit, on_sent=self._sent, on_refused=self._refused)
        self.classes("composer").props["id"] = COMPOSER_ELEMENT_ID
        self._completion = Completion(self, completing, self._complete)
        self.on("command", partial(_heard, explain, self._press_send, self._completion), ["command"])
        draft = TabDraft(room.read_draft, room.save_draft)
        with self:
            self._field = self._make_field(draft, DevicePreferences() if device is None else device.preferences)
            aside()
        self._writing = Writing(self, room, self._field, draft, notes=self._notes, queue=self._queue)
        self._tabs = OtherTabs(self._field, self._writing, self._notes, self._queue)
        self._bind(device)

    def _make_field(self, draft: TabDraft, at_device: DevicePreferences) -> ComposerField:
        """It begins with what is being made of a message, or with the draft."""
        edit = self._room.edit_state.edit
        return ComposerField(
            self,
            draft.first if edit is None else edit.body,
            draft.filed if edit is None else filed_edit(edit.message_id),
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
        self._tabs.close()
        self._completion.close()
        self._writing.close()
        self._field.close()
        self._notes.close()
        self._queue.close()

    def focus(self) -> None:
        """Put the cursor into the field."""
        self._field.focus()

    # What one does with messages

    async def edit(self, message_id: MessageId) -> None:
        """Change this message of one's own here. Raises ChatError."""
        await self._writing.edit(message_id)

    def reply(self, message: PostedMessage) -> None:
        """Answer this message with what is written here."""
        self._writing.reply(message)

    def message_changed(self, message: PostedMessage) -> None:
        """A message of the room is otherwise now."""
        self._writing.message_changed(message)

    def look_again(self) -> None:
        """Something may have happened that was told to nobody here."""
        self._writing.look_again()

    # Keys

    def _typed(self) -> None:
        text = self._field.text
        self._way_up.typed()
        self._writing.typed(text)
        self._length.typed(text, is_full=self._field.is_full)
        self._writing.keep()
        self._completion.follow(self._field.before_caret)
        if not self._writing.is_edit:
            with self._notes.saying_refusals():
                self._notice.typed(text)

    def _complete(self, length: int, text: str) -> None:
        self._field.substitute(length, text)
        self._typed()

    def _edit_last(self) -> None:
        """Or go on upward, where the cursor is about to leave."""
        if self._field.text or not self._way_up.go_on():
            self._writing.edit_last()

    def _leave_upward(self) -> None:
        """Where something is written, the keys select it."""
        if not self._field.text:
            self._way_up.leave()

    def _escape(self) -> None:
        """A list of completions closes first."""
        if not self._completion.is_open:
            self._writing.leave()

    def _catch_up(self) -> None:
        self._tabs.catch_up()

    # Sending

    def _press_send(self) -> None:
        self._completion.hide()
        self._post()

    def _post(self) -> None:
        if self._completion.take_chosen():
            return
        self._tabs.catch_up()
        text = self._field.text
        is_to_be_sent = self._writing.is_edit or text.strip()
        if not is_to_be_sent or self._queue.is_full or self._notes.seconds_to_wait or self._length.refuses(text):
            return
        self._notes.say("")
        if self._writing.is_edit:
            self._writing.save_edit()
            return
        self._notice.sent()
        message = self._writing.take(text)
        if self._queue.is_empty:
            self._notes.follow(is_waiting=True)
        self._queue.put(message)
        self._field.clear()

    def _sent(self) -> None:
        """The next text takes the draft's place, which the message's own transaction has emptied."""
        self._notes.follow(is_waiting=not self._queue.is_empty)
        self._writing.keep()
        self._tabs.catch_up()
        self._room.sent()

    def _refused(self, refused: list[Pending], error: ChatError) -> None:
        self._notes.follow(is_waiting=not self._queue.is_empty)
        sentence = self._writing.put_back(refused, error)
        self._writing.keep()
        self._tabs.catch_up()
        self._notes.say(sentence, error.retry_after_ms / 1_000 if isinstance(error, RateLimited) else None)


def _heard(
    explain: Callable[[], None], send: Callable[[], None], completion: Completion, event: GenericEventArguments
) -> None:
    match command_in(event.args):
        case ExplainWriting():
            explain()
        case SendMessage():
            send()
        case TakeCompletion(number=number):
            completion.take(number)
