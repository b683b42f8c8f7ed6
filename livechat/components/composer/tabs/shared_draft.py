"""The draft that all tabs of a person share in a room, as one of them has its part in it."""

import secrets
from collections.abc import Callable

from livechat.records import SavedDraft
from livechat.text import strip_unstorable


class SharedDraft:
    """Keeps what this tab wrote without writing over what another did meanwhile. Its verbs raise ChatError."""

    def __init__(self, read: Callable[[], SavedDraft], save: Callable[[str, str], None]) -> None:
        self._read, self._save = read, save
        self.first = read()
        self._part = self.first.body  # what stands in the draft from here

    def keep(self, text: str, client_message_id: str) -> None:
        """The tab has this text now, and will send it under that id; a draft of several tabs has an id of its own."""
        whole, text = self._read(), strip_unstorable(text)
        body = merged(whole.body, self._part, text)
        is_all = body == text
        if body != whole.body or (is_all and body and client_message_id != whole.client_message_id):
            self._save(body, client_message_id if is_all else new_id())
        self._part = text

    def differing(self, text: str) -> SavedDraft | None:
        """The draft, where it is another than this tab's text."""
        whole = self._read()
        return None if whole.body == strip_unstorable(text) else whole

    def is_of_another(self, text: str, client_message_id: str) -> bool:
        """Whether the id stands for another text now: one that another tab has typed on."""
        whole = self.differing(text)
        return whole is not None and whole.client_message_id == client_message_id

    def adopt(self, whole: SavedDraft) -> None:
        """The tab shows the draft as it is."""
        self._part = whole.body


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
