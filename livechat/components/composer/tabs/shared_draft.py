"""The draft that all tabs of a person share in a room, as one of them has its part in it."""

import secrets
from collections.abc import Callable

from livechat.ids import MessageId
from livechat.records import SavedDraft
from livechat.text import strip_unstorable


class SharedDraft:
    """Keeps what this tab wrote without writing over what another did meanwhile. Its verbs raise ChatError."""

    def __init__(self, read: Callable[[], SavedDraft], save: Callable[[SavedDraft], None]) -> None:
        self._read, self._save = read, save
        self.first = read()
        self._part, self._answers = self.first.body, self.first.reply_to_id  # what stands in the draft from here

    def keep(self, draft: SavedDraft) -> None:
        """The tab has this now, and will send it under its id; a draft of several tabs has an id of its own."""
        whole, text = self._read(), strip_unstorable(draft.body)
        body = merged(whole.body, self._part, text)
        answers = whole.reply_to_id if draft.reply_to_id == self._answers else draft.reply_to_id
        is_all = body == text
        kept = SavedDraft(body, draft.client_message_id if is_all else new_id(), answers)
        is_other = (body, answers) != (whole.body, whole.reply_to_id)
        if is_other or (is_all and not kept.is_empty and kept.client_message_id != whole.client_message_id):
            self._save(kept)
        self._part, self._answers = text, draft.reply_to_id

    def differing(self, text: str, reply_to_id: MessageId | None = None) -> SavedDraft | None:
        """The draft, where it is another than this tab's text, or answers something else."""
        whole = self._read()
        is_same = (whole.body, whole.reply_to_id) == (strip_unstorable(text), reply_to_id)
        return None if is_same else whole

    def is_of_another(self, text: str, client_message_id: str) -> bool:
        """Whether the id stands for another text now: one that another tab has typed on."""
        whole = self._read()
        return whole.body != strip_unstorable(text) and whole.client_message_id == client_message_id

    def adopt(self, whole: SavedDraft) -> None:
        """The tab shows the draft as it is."""
        self._part, self._answers = whole.body, whole.reply_to_id


def merged(whole: str, part: str, text: str) -> str:
    """The draft, in which a tab's part has become another text.

    Where the draft does not hold that part any more, another tab has changed it: then both stand, one under the other.
    """
    if whole in ("", part, text):
        return text
    if part == text:
        return whole
    before, found, behind = f"\n{whole}\n".partition(f"\n{part}\n") if part else ("", "", "")
    parts = [before[1:], text, behind[:-1]] if found else [whole, text]
    return "\n".join(each for each in parts if each)


def new_id() -> str:
    """A `client_message_id` that nobody else has."""
    return secrets.token_hex(12)
