"""What is being made of a message, which all tabs of a person share, as one of them has its part in it."""

from livechat.components.composer.room import ComposerRoom
from livechat.components.composer.tabs.shared_draft import merged
from livechat.ids import MessageId
from livechat.records import SavedEdit
from livechat.text import strip_unstorable


class SharedEdit:
    """Keeps what this tab wrote without writing over what another did meanwhile. Its verbs raise ChatError."""

    def __init__(self, room: ComposerRoom, edit: SavedEdit, original: str | None = None) -> None:
        self._room = room
        self.message_id: MessageId = edit.message_id
        self.original = original  # what the message says; None until that is known
        self._part = edit.body  # what stands in the edit from here

    def keep(self, text: str) -> None:
        """The tab has this text now."""
        text, kept = strip_unstorable(text), self._room.edit_state.edit
        whole = kept.body if kept is not None and kept.message_id == self.message_id else self._part
        self._room.save_edit(SavedEdit(self.message_id, merged(whole, self._part, text)))
        self._part = text

    def as_kept(self, text: str) -> SavedEdit:
        """What is kept of this text where no other tab writes."""
        return SavedEdit(self.message_id, strip_unstorable(text))

    def is_unchanged(self, text: str) -> bool:
        """Whether saving it would change nothing, as far as is known."""
        return text.strip("\n").rstrip() == self.original
