import pytest

from livechat.components.composer.away.place import FieldPlace, filed_edit, parse_place, place_as_text
from livechat.ids import MessageId, RoomId


def test_a_place_is_read_as_it_was_written() -> None:
    text = place_as_text(RoomId(3), 35, "0123456789abcdef01234567")

    assert parse_place(text) == FieldPlace(RoomId(3), 35, "0123456789abcdef01234567")


def test_a_place_says_what_its_text_answers_or_changes() -> None:
    answer = parse_place(place_as_text(RoomId(3), 35, "id-1 7"))
    change = parse_place(place_as_text(RoomId(3), 35, filed_edit(MessageId(7))))

    assert answer == FieldPlace(RoomId(3), 35, "id-1", reply_to_id=MessageId(7))
    assert change == FieldPlace(RoomId(3), 35, "", edited_id=MessageId(7))


NO_NUMBERS = ("x 35 y", "3 -5 y", "٣ 35 y", "3 35 edit:", "3 35 edit:x", "3 35 id-1 -7")
NOT_SO_MANY = ("", "3 35", "3 35 x y", "3 35 edit:7 8", "3 35 id-1 7 8")
TOO_LONG = ("9" * 150 + " 1 x", "1 2 " + "x" * 200)


@pytest.mark.parametrize("text", [*NO_NUMBERS, *NOT_SO_MANY, *TOO_LONG])
def test_anything_else_is_no_place(text: str) -> None:
    assert parse_place(text) is None
