"""What a composer asks of its room, in the name of the page's person."""

from functools import partial

from livechat.chat import Chat
from livechat.components.composer.room import ComposerRoom
from livechat.ids import RoomId, UserId


def composer_room(chat: Chat, user_id: UserId, room_id: RoomId) -> ComposerRoom:
    """The services' verbs for this person in this room. Raises NotFound or Forbidden for who is no member."""
    return ComposerRoom(
        room_id,
        chat.settings.message_max_characters,
        read_draft=partial(chat.drafts.get, user_id, room_id),
        save_draft=partial(chat.drafts.put, user_id, room_id),
        draft_state=chat.drafts.follow(user_id, room_id),
        save_edit=partial(chat.edit_drafts.put, user_id, room_id),
        edit_state=chat.edit_drafts.follow(user_id, room_id),
        post=partial(chat.messages.post, user_id, room_id),
        edit=partial(chat.editing.edit, user_id, room_id),
        begin_edit=partial(chat.editing.begin, user_id, room_id),
        begin_last_edit=partial(chat.editing.begin_last, user_id, room_id),
        find=partial(chat.messages.get, user_id, room_id),
        touch=partial(chat.typing.touch, user_id, room_id),
        stop_typing=partial(chat.typing.stop, user_id, room_id),
    )
