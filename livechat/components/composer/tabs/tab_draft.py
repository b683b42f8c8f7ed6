"""The draft as one tab has it: its text stands in the field, or is parked while a message is being changed there."""

from collections.abc import Callable, Sequence

from livechat.components.composer.send_queue import PendingMessage
from livechat.components.composer.tabs.shared_draft import SharedDraft, new_id
from livechat.ids import MessageId
from livechat.records import SavedDraft


class TabDraft:
    """Under which id the text will be sent, which stands for one text, and what it answers. Verbs raise ChatError."""

    def __init__(self, read: Callable[[], SavedDraft], save: Callable[[SavedDraft], None]) -> None:
        self._shared = SharedDraft(read, save)
        self.first = self._shared.first.body
        self.reply_to_id: MessageId | None
        self._take_up(self._shared.first)

    @property
    def filed(self) -> str:
        """What the page says of its text, for a server that has forgotten it."""
        return self._client_message_id if self.reply_to_id is None else f"{self._client_message_id} {self.reply_to_id}"

    def renew(self, text: str) -> bool:
        """Whether the text goes under another id from now on: the one it had may be on its way from another tab."""
        if not self._offered or text == self._offered:
            return False
        self._begin(self.reply_to_id)
        return True

    def answer(self, message_id: MessageId | None) -> None:
        """It answers this message from now on, or none, and so is another one."""
        self._begin(message_id)

    def keep(self, waiting: Sequence[PendingMessage], text: str) -> None:
        """Keep all that is not stored yet, as one draft under the id of its first text."""
        first = waiting[0] if waiting else PendingMessage(text, self._client_message_id, self.reply_to_id)
        self._shared.keep(SavedDraft(_unsent(waiting, text), first.client_message_id, first.reply_to_id))

    def differing(self, text: str) -> SavedDraft | None:
        """The draft as other tabs have made it, where it is another than here and nothing is on its way."""
        return self._shared.differing(text, self.reply_to_id)

    def adopt(self, draft: SavedDraft) -> None:
        """Show it here too."""
        self._shared.adopt(draft)
        self._take_up(draft)

    def take(self, waiting: Sequence[PendingMessage], text: str) -> PendingMessage:
        """The text leaves to be sent, and a new draft begins, which answers nothing."""
        if self._shared.is_of_another(_unsent(waiting, text), self._client_message_id):
            self._begin(self.reply_to_id)
        message = PendingMessage(text, self._client_message_id, self.reply_to_id)
        self._begin(None)
        return message

    def put_back(self, messages: Sequence[PendingMessage], typed_since: str) -> None:
        """These were not stored. The same text keeps its id: should it be stored after all, it is there once."""
        if len(messages) == 1 and not typed_since and self.reply_to_id is None:
            self._offered, self._client_message_id = messages[0].text, messages[0].client_message_id
        self.reply_to_id = self.reply_to_id or messages[0].reply_to_id

    def _begin(self, reply_to_id: MessageId | None) -> None:
        self._offered, self._client_message_id, self.reply_to_id = "", new_id(), reply_to_id

    def _take_up(self, draft: SavedDraft) -> None:
        self._offered = draft.body  # what may have been sent under that id before
        self._client_message_id, self.reply_to_id = draft.client_message_id, draft.reply_to_id


def _unsent(waiting: Sequence[PendingMessage], text: str) -> str:
    return "\n".join(each for each in (*(message.text for message in waiting), text) if each)
