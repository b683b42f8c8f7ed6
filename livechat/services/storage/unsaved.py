"""What the database did not take before the program ended: a small file until the next start."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from livechat.ids import RoomId, UserId
from livechat.records import SavedDraft, SavedEdit
from livechat.startup.private_file import write_private

NAME = "unsaved.json"
RESERVE_NAME = "reserve"
RESERVE_BYTES = 300_000  # SQLite needs some for each transaction

DraftKey = tuple[UserId, RoomId]  # person, room


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Drafts (an empty one ends it), edits (none ends one), and the ids of sessions that have ended."""

    drafts: Mapping[DraftKey, SavedDraft] = field(default_factory=dict)
    ended_sessions: tuple[int, ...] = ()
    edits: Mapping[DraftKey, SavedEdit | None] = field(default_factory=dict)


class UnsavedFile:
    """The file in the data directory, and beside it a reserve: bytes that are given up for it on a full disk."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._reserve = folder / RESERVE_NAME

    def read(self) -> Unsaved:
        """What is in it, nothing without one. Raises OSError, or ValueError, TypeError or KeyError for another file."""
        if not self.path.exists():
            return Unsaved()
        found = json.loads(self.path.read_text("utf-8"))
        drafts = {(UserId(user), RoomId(room)): SavedDraft(*draft) for user, room, *draft in found["drafts"]}
        edits = {
            (UserId(user), RoomId(room)): SavedEdit(*edit) if edit else None
            for user, room, edit in found.get("edits", ())  # none in a file of an earlier release
        }
        return Unsaved(drafts, tuple(found["ended_sessions"]), edits)

    def write(self, unsaved: Unsaved) -> None:
        """Put it there, for its owner alone. Raises OSError."""
        drafts = [
            [user, room, draft.body, draft.client_message_id, draft.reply_to_id]
            for (user, room), draft in unsaved.drafts.items()
        ]
        edits = [[user, room, edit and [edit.message_id, edit.body]] for (user, room), edit in unsaved.edits.items()]
        found = {"drafts": drafts, "ended_sessions": unsaved.ended_sessions, "edits": edits}
        write_private(self.path, json.dumps(found))

    def remove(self) -> None:
        """Have no such file."""
        self.path.unlink(missing_ok=True)

    def lay_in_reserve(self) -> None:
        """Take the reserve's room while there is some; a disk without is nothing to say here."""
        try:
            if not self._reserve.exists() or self._reserve.stat().st_size < RESERVE_BYTES:
                self._reserve.write_bytes(os.urandom(RESERVE_BYTES))  # which no file system makes smaller
        except OSError:
            self.give_up_reserve()

    def give_up_reserve(self) -> None:
        """Make room, if there is a reserve."""
        try:
            self._reserve.unlink(missing_ok=True)
        except OSError:
            return
