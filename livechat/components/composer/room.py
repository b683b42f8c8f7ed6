"""What a composer asks of its room, in its writer's name."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from livechat.ids import MessageId, RoomId
from livechat.records import PostedMessage, SavedDraft, SavedEdit
from livechat.services.drafts.drafts import DraftState
from livechat.services.drafts.edit_drafts import EditState


def nobody_hears() -> None:
    """Where nothing comes of a message that was stored."""


@dataclass(frozen=True, slots=True)
class ComposerRoom:
    """Verbs, all of which may raise ChatError; a state changes whichever tab writes.

    `post` takes text, client_message_id and reply_to_id, stores the message and ends the draft in one transaction;
    `edit` takes id and text, and ends the edit. `begin_edit` finds a message that one may change, `begin_last_edit`
    one's newest. `touch` and `stop_typing` tell others that somebody types; `sent` hears of each message that is
    stored.
    """

    room_id: RoomId
    max_characters: int
    read_draft: Callable[[], SavedDraft]
    save_draft: Callable[[SavedDraft], None]
    draft_state: DraftState
    save_edit: Callable[[SavedEdit | None], None]
    edit_state: EditState
    post: Callable[..., Awaitable[object]]
    edit: Callable[[MessageId, str], Awaitable[object]]
    begin_edit: Callable[[MessageId], Awaitable[PostedMessage]]
    begin_last_edit: Callable[[], Awaitable[PostedMessage | None]]
    find: Callable[[MessageId], Awaitable[PostedMessage]]
    touch: Callable[[], None]
    stop_typing: Callable[[], None]
    sent: Callable[[], None] = nobody_hears
