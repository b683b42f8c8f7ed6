"""What a composer leaves with the browser, to tell a server that has forgotten the page."""

from dataclasses import dataclass

from livechat.ids import RoomId

MAX_CHARACTERS = 200
KEYS_BEFORE_FIELD = 1  # the element around a field, where its keys are heard, is made right before it


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """The room, the textarea's element and the id under which its text will be sent."""

    room_id: RoomId
    element_id: int
    client_message_id: str


def place_as_text(room_id: RoomId, element_id: int, client_message_id: str) -> str:
    """What `parse_place` reads."""
    return f"{room_id} {element_id} {client_message_id}"


def parse_place(text: str) -> FieldPlace | None:
    """The place of such a text; None for anything else, since it comes from a browser."""
    parts = text.split(" ") if len(text) <= MAX_CHARACTERS else ()
    match parts:
        case [room_id, element_id, client_message_id] if _is_number(room_id) and _is_number(element_id):
            return FieldPlace(RoomId(int(room_id)), int(element_id), client_message_id)
    return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 16
