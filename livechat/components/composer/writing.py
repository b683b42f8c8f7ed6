"""What is written in a field: a new message, an answer, or new words for a message that is there."""

from collections.abc import Sequence

from nicegui.element import Element

from livechat.components.composer.field import ComposerField
from livechat.components.composer.modes.message_editing import MessageEditing
from livechat.components.composer.modes.mode_note import ModeNote
from livechat.components.composer.modes.reply_mode import ReplyMode
from livechat.components.composer.notes import ComposerNotes
from livechat.components.composer.room import ComposerRoom
from livechat.components.composer.send_queue import Pending, PendingEdit, PendingMessage, SendQueue
from livechat.components.composer.tabs.tab_draft import TabDraft
from livechat.errors import ChatError
from livechat.i18n.text import gettext as _
from livechat.ids import MessageId
from livechat.records import PostedMessage


class Writing:
    """Says in its holder which of them it is, and keeps what is not stored yet."""

    def __init__(
        self,
        holder: Element,
        room: ComposerRoom,
        field: ComposerField,
        draft: TabDraft,
        *,
        notes: ComposerNotes,
        queue: SendQueue,
    ) -> None:
        self._field, self._draft, self._notes, self._queue = field, draft, notes, queue
        self._mode_note = ModeNote(holder, self.leave)
        self._reply = ReplyMode(room.find, on_found=self._show_mode, on_missing=self._cancel_reply)
        self._editing = MessageEditing(room, field, notes, queue, draft, on_change=self._edit_changed)
        self._reply.follow(draft.reply_to_id)
        self._show_mode()

    @property
    def is_edit(self) -> bool:
        """Whether the field shows what becomes of a message; the draft is parked meanwhile."""
        return self._editing.is_on

    def close(self) -> None:
        """The field is gone."""
        self._reply.close()
        self._editing.close()
        self._mode_note.close()

    def typed(self, text: str) -> None:
        """The field has this text now."""
        if not self.is_edit and self._draft.renew(text):
            self._field.file_under(self._draft.filed, at_once=True)

    def keep(self) -> None:
        """Keep all that is not stored yet."""
        with self._notes.saying_refusals():
            self._draft.keep(self._queue.messages, self._editing.draft_text)
            self._editing.keep()

    # Which of them it is

    async def edit(self, message_id: MessageId) -> None:
        """Change this message of one's own. Raises ChatError."""
        await self._editing.edit(message_id)

    def edit_last(self) -> None:
        """Change one's newest message, where nothing is written yet."""
        self._editing.edit_last()

    def reply(self, message: PostedMessage) -> None:
        """Answer this message, unless one is being changed."""
        if self._editing.leave_unless_changed():
            self._answer(message.id)
            self._reply.changed(message)
            self._field.focus()

    def leave(self) -> None:
        """Change no message, or else answer none."""
        if self.is_edit:
            self._editing.leave()
        elif self._reply.is_on:
            self._cancel_reply()

    def message_changed(self, message: PostedMessage) -> None:
        """A message of the room is otherwise now."""
        self._reply.changed(message)
        self._editing.message_changed(message)

    def look_again(self) -> None:
        """Something may have happened that was told to nobody here."""
        self._reply.look_again()
        self._editing.look_again()

    def _edit_changed(self) -> None:
        self.keep()
        self._show_mode()

    def _cancel_reply(self) -> None:
        self._answer(None)

    def _answer(self, message_id: MessageId | None) -> None:
        self._draft.answer(message_id)
        if not self.is_edit:
            self._field.file_under(self._draft.filed, at_once=True)
        self._reply.follow(message_id)
        self.keep()
        self._show_mode()

    def _show_mode(self) -> None:
        if self.is_edit:
            self._mode_note.show(_("Editing your message"), _("Cancel edit"))
        elif self._reply.is_on:
            self._mode_note.show(self._reply.title, _("Cancel reply"), self._reply.excerpt)
        else:
            self._mode_note.hide()

    # What is sent, and put back

    def save_edit(self) -> None:
        """Send what becomes of the message; what is typed from now on belongs to the draft."""
        self._editing.save()

    def take(self, text: str) -> PendingMessage:
        """The draft, with this text, is to be sent; a new one begins, which answers nothing."""
        message = self._draft.take(self._queue.messages, text)
        self._field.file_under(self._draft.filed)
        if self._reply.is_on:
            self._reply.follow(None)
            self._show_mode()
        return message

    def put_back(self, refused: Sequence[Pending], error: ChatError) -> str:
        """What was not stored goes in front of what has been typed since. Answers what is to be said."""
        self._put_back_messages([pending for pending in refused if isinstance(pending, PendingMessage)])
        return self._editing.refused([pending for pending in refused if isinstance(pending, PendingEdit)], error)

    def _put_back_messages(self, messages: Sequence[PendingMessage]) -> None:
        if messages:
            self._draft.put_back(messages, self._editing.draft_text)
            self._editing.put_back_draft("\n".join(message.text for message in messages))
            self._reply.follow(self._draft.reply_to_id)
            self._show_mode()

    # What other tabs write

    @property
    def is_behind(self) -> bool:
        """Whether draft or edit are otherwise in another tab than here."""
        return self._draft.differing(self._editing.draft_text) is not None or self._editing.is_behind()

    def follow(self) -> None:
        """Show draft and edit as they are now. Raises ChatError."""
        self._follow_draft()
        self._editing.follow()

    def _follow_draft(self) -> None:
        if (draft := self._draft.differing(self._editing.draft_text)) is not None:
            self._draft.adopt(draft)
            self._reply.follow(draft.reply_to_id)
            self._editing.show_draft(draft.body)
            self._show_mode()
