"""What a composer leaves with the browser, to tell a server that has forgotten the page."""

from dataclasses import dataclass

from livechat.ids import MessageId, RoomId

MAX_CHARACTERS = 200
KEYS_BEFORE_FIELD = 1  # the element around a field, where its keys are heard, is made right before it


EDIT = "edit:"  # before a message's id, where the text is what becomes of that message


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """The room and the textarea's element; the id under which its text will be sent, and what it answers.

    Or, without such an id, the message that its text is to be.
    """

    room_id: RoomId
    element_id: int
    client_message_id: str
    reply_to_id: MessageId | None = None
    edited_id: MessageId | None = None


def place_as_text(room_id: RoomId, element_id: int, filed: str) -> str:
    """What `parse_place` reads, with what `filed_edit` or `TabDraft.filed` says."""
    return f"{room_id} {element_id} {filed}"


def filed_edit(message_id: MessageId) -> str:
    """Where the new words of a message belong."""
    return f"{EDIT}{message_id}"


def parse_place(text: str) -> FieldPlace | None:
    """The place of such a text; None for anything else, since it comes from a browser."""
    parts = text.split(" ") if len(text) <= MAX_CHARACTERS else []
    if len(parts) < 3 or not (_is_number(parts[0]) and _is_number(parts[1])):
        return None
    room_id, element_id = RoomId(int(parts[0])), int(parts[1])
    match parts[2:]:
        case [filed] if filed.startswith(EDIT):
            digits = filed.removeprefix(EDIT)
            edited_id = MessageId(int(digits)) if _is_number(digits) else None
            return None if edited_id is None else FieldPlace(room_id, element_id, "", edited_id=edited_id)
        case [client_message_id]:
            return FieldPlace(room_id, element_id, client_message_id)
        case [client_message_id, digits] if _is_number(digits) and not client_message_id.startswith(EDIT):
            return FieldPlace(room_id, element_id, client_message_id, MessageId(int(digits)))
    return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 16
