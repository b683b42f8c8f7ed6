"""Changing a message of one's own in the field where new ones are written; the draft is parked meanwhile."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from nicegui import background_tasks

from livechat.components.composer.away.place import filed_edit
from livechat.components.composer.field import ComposerField
from livechat.components.composer.modes.shared_edit import SharedEdit
from livechat.components.composer.notes import ComposerNotes
from livechat.components.composer.room import ComposerRoom
from livechat.components.composer.send_queue import PendingEdit, SendQueue
from livechat.components.composer.tabs.tab_draft import TabDraft
from livechat.errors import ChatError, Forbidden, NotFound
from livechat.i18n.text import lazy_gettext
from livechat.ids import MessageId
from livechat.records import PostedMessage, SavedEdit
from livechat.services.messages.editing import EMPTY

DELETED_MEANWHILE = lazy_gettext("The message was deleted meanwhile. Your text is kept here as a draft.")
SAVE_FIRST = lazy_gettext("Save the message you are editing first, or leave it with Esc.")


class MessageEditing:
    """Which message the field shows, if any. `on_change` is told when it is another one."""

    def __init__(
        self,
        room: ComposerRoom,
        field: ComposerField,
        notes: ComposerNotes,
        queue: SendQueue,
        draft: TabDraft,
        *,
        on_change: Callable[[], None],
    ) -> None:
        self._room, self._field, self._notes, self._queue, self._draft = room, field, notes, queue, draft
        self._on_change = on_change
        kept = room.edit_state.edit
        self._edit = None if kept is None else SharedEdit(room, kept)
        self._parked = "" if kept is None else draft.first
        self._task: asyncio.Task[None] | None = None
        self.look_again()

    @property
    def is_on(self) -> bool:
        return self._edit is not None

    @property
    def draft_text(self) -> str:
        """What will be a new message."""
        return self._field.text if self._edit is None else self._parked

    def show_draft(self, text: str) -> None:
        """The draft is this now; it is seen afterwards, if a message is being changed."""
        if self._edit is None:
            self._field.file_under(self._draft.filed)
            self._field.follow(text)
        else:
            self._parked = text

    def put_back_draft(self, text: str) -> None:
        """Put this in front of the draft again."""
        if self._edit is None:
            self._field.put_back(text)
            self._field.file_under(self._draft.filed, at_once=True)
        else:
            self._parked = "\n".join(each for each in (text, self._parked) if each)

    def keep(self) -> None:
        """Keep what has been made of the message so far. Raises ChatError."""
        if self._edit is not None:
            self._edit.keep(self._field.text)

    def close(self) -> None:
        """The composer is gone."""
        if self._task is not None:
            self._task.cancel()
        self._on_change = _nobody_listens

    # Beginning

    async def edit(self, message_id: MessageId) -> None:
        """Show this message of one's own, to be changed. Raises ChatError."""
        await self._queue.until_empty()  # with it goes the one edit that is kept
        message = await self._room.begin_edit(message_id)
        if self.leave_unless_changed():
            self._begin(SavedEdit(message.id, message.body), message.body)
            self._field.focus()

    def edit_last(self) -> None:
        """The newest of one's own, where nothing is written yet; keys that follow belong to it.

        What is on its way is such a message soon, so it is waited for.
        """
        if self._edit is None and not self._field.text:
            self._field.hold()
            self._start(self._begin_last(), "search for one's last message")

    async def _begin_last(self) -> None:
        try:
            await self._queue.until_empty()
            if self._edit is None and not self._field.text:
                kept, message = self._room.edit_state.edit, await self._room.begin_last_edit()
                if kept is not None:
                    self._begin(kept)
                elif message is not None:
                    self._begin(SavedEdit(message.id, message.body), message.body)
        except ChatError as error:
            self._notes.say(str(error))
        finally:
            self._field.release()

    def _begin(self, kept: SavedEdit, original: str | None = None) -> None:
        self._parked = self.draft_text
        self._edit = SharedEdit(self._room, kept, original)
        self._field.file_under(filed_edit(kept.message_id))
        self._field.load(kept.body)
        self._notes.say("")
        self._on_change()

    # Ending

    def save(self) -> None:
        """Send the new words, unless they are none; what is typed from now on belongs to the draft."""
        if self._edit is None:
            return
        text = self._field.text
        if not text.strip():
            self._notes.say(str(EMPTY))
        elif self._edit.is_unchanged(text):
            self.leave()
        else:
            self._queue.put(PendingEdit(self._edit.message_id, text))
            self._end()

    def leave(self) -> None:
        """Forget what was made of the message."""
        self._forget()
        self._end()

    def leave_unless_changed(self) -> bool:
        """Whether the field is free: what was made of a message is not thrown away by the way."""
        if self._edit is None:
            return True
        if self._edit.is_unchanged(self._field.text):
            self.leave()
            return True
        self._notes.say(str(SAVE_FIRST))
        return False

    def _end(self) -> None:
        """The draft stands in the field again; keys that are on the way belong to it."""
        text, self._edit, self._parked = self._parked, None, ""
        self.show_draft(text)
        self._on_change()

    def _forget(self) -> None:
        try:
            self._room.save_edit(None)
        except ChatError as error:
            self._notes.say(str(error))

    # What was not saved

    def refused(self, edits: Sequence[PendingEdit], error: ChatError) -> str:
        """Changes that were not saved are kept, and shown again unless something else is written by now.

        Where the message is not there to be changed any more, the text becomes a draft. Answers what is to be said.
        """
        kept = self._room.edit_state.edit if edits else None
        if kept is None or self._edit is not None:
            return str(error)
        if isinstance(error, Forbidden | NotFound):
            self._forget()
            self.put_back_draft(kept.body)
            return str(DELETED_MEANWHILE)
        if not self._field.text:
            self._begin(kept)
        return str(error)

    def message_changed(self, message: PostedMessage) -> None:
        """A message of the room is otherwise now."""
        if self._edit is None or message.id != self._edit.message_id:
            return
        if message.is_deleted:
            self._become_draft()
        else:
            self._edit.original = message.body

    def _become_draft(self) -> None:
        """The field keeps its text, which is a new message's from now on."""
        self._edit, parked, self._parked = None, self._parked, ""
        self._draft.answer(self._draft.reply_to_id)
        self._field.file_under(self._draft.filed, at_once=True)
        if parked:
            self._field.put_back(parked)
        self._forget()
        self._on_change()
        self._notes.say(str(DELETED_MEANWHILE))

    def look_again(self) -> None:
        """The message may have been deleted while nobody heard of it here."""
        if self._edit is not None:
            self._start(self._look(self._edit), "message that is being changed")

    async def _look(self, edit: SharedEdit) -> None:
        try:
            edit.original = (await self._room.begin_edit(edit.message_id)).body
        except (Forbidden, NotFound):
            if edit is self._edit:
                self._become_draft()
        except ChatError:
            return  # it is seen when it is saved

    def _start(self, looking: Coroutine[Any, Any, None], name: str) -> None:
        self._task = background_tasks.create(looking, name=name)

    # What other tabs do

    def is_behind(self) -> bool:
        """Whether another tab has begun, changed or ended an edit. While something is written here, it stays there."""
        kept: SavedEdit | None = self._room.edit_state.edit
        if self._edit is None:
            return kept is not None and not self._field.text
        return self._edit.as_kept(self._field.text) != kept

    def follow(self) -> None:
        """Show the edit as it is. Raises ChatError."""
        if not self.is_behind():
            return
        kept = self._room.edit_state.edit
        if kept is None:
            self._end()
        else:
            self._begin(kept)
            self.look_again()


def _nobody_listens() -> None:
    """A listener would keep its page, which keeps this."""
