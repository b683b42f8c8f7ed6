"""What other tabs write on the same draft is shown here, once nobody types here."""

from livechat.components.composer.field import ComposerField
from livechat.components.composer.notes import ComposerNotes
from livechat.components.composer.send_queue import SendQueue
from livechat.components.composer.tabs.draft_follower import DraftFollower
from livechat.components.composer.writing import Writing


class OtherTabs:
    """The page before this one is such a tab as well: what it said last may arrive after this one was built."""

    def __init__(self, field: ComposerField, writing: Writing, notes: ComposerNotes, queue: SendQueue) -> None:
        self._field, self._writing, self._notes, self._queue = field, writing, notes, queue
        self._follower = DraftFollower(self._follow)

    def changed(self) -> None:
        """One of them has written something: show it in a moment."""
        self._follower.changed()

    def catch_up(self) -> None:
        """Show what they have written so far, now or when nobody types here."""
        self._follower.ask()

    def close(self) -> None:
        """The field is gone."""
        self._follower.close()

    def _follow(self) -> float | None:
        """Show it; or say in how many seconds it may be shown, when that is known."""
        with self._notes.saying_refusals():
            if not self._queue.is_empty or not self._field.is_heard or not self._writing.is_behind:
                return None
            if (seconds := self._field.seconds_until_still) > 0:
                return seconds
            self._writing.follow()
        return None
