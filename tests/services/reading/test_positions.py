"""A room's messages as numbers."""

from hypothesis import given
from hypothesis import strategies as st

from livechat.ids import UserId
from livechat.services.reading.positions import RoomPositions

ANN = UserId(1)


@given(st.integers(-1, 20), st.integers(-1, 20), st.lists(st.integers(0, 20)))
def test_unread_is_what_is_behind_the_position_and_not_deleted(last: int, read: int, gone: list[int]) -> None:
    room = RoomPositions(last, read={ANN: min(read, last)})
    for position in gone:
        room.delete(min(position, max(last, 0)))
    there = [p for p in range(last + 1) if p > min(read, last) and p not in room.deleted]

    assert room.unread(ANN) == len(there)
    assert room.first_unread(ANN) == (there[0] if there else None)


@given(st.lists(st.integers(0, 9)), st.lists(st.integers(0, 9)))
def test_what_is_restored_was_never_deleted(deleted: list[int], restored: list[int]) -> None:
    room = RoomPositions(9)
    for position in deleted:
        room.delete(position)
    for position in restored:
        room.restore(position)

    assert room.deleted == sorted(set(deleted) - set(restored))


def test_ten_thousand_unread_are_a_subtraction() -> None:
    room = RoomPositions(10_000, read={ANN: -1})

    assert room.unread(ANN) == 10_001
    assert room.first_unread(ANN) == 0


def test_who_is_no_member_has_nothing_unread() -> None:
    assert RoomPositions(9).unread(ANN) == 0
