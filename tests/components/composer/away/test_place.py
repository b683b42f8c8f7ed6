import pytest

from livechat.components.composer.away.place import FieldPlace, parse_place, place_as_text
from livechat.ids import RoomId


def test_a_place_is_read_as_it_was_written() -> None:
    text = place_as_text(RoomId(3), 35, "0123456789abcdef01234567")

    assert parse_place(text) == FieldPlace(RoomId(3), 35, "0123456789abcdef01234567")


@pytest.mark.parametrize(
    "text", ["", "3 35", "3 35 x y", "x 35 y", "3 -5 y", "٣ 35 y", "9" * 150 + " 1 x", "1 2 " + "x" * 200]
)
def test_anything_else_is_no_place(text: str) -> None:
    assert parse_place(text) is None
