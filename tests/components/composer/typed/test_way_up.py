"""Keys that follow Shift and Up go on upward for a moment, unless somebody types."""

import pytest

from livechat.components.composer.typed import way_up
from livechat.components.composer.typed.way_up import WayUp


class Rows:
    def __init__(self) -> None:
        self.visits = 0

    def visit(self) -> None:
        self.visits += 1


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture
def way(rows: Rows) -> WayUp:
    return WayUp(rows.visit)


def test_nobody_goes_on_who_has_not_left(way: WayUp, rows: Rows) -> None:
    assert not way.go_on()
    assert rows.visits == 0


def test_who_has_just_left_goes_on(way: WayUp, rows: Rows) -> None:
    way.leave()

    assert way.go_on()
    assert rows.visits == 2


def test_who_types_is_in_the_field_again(way: WayUp, rows: Rows) -> None:
    way.leave()
    way.typed()

    assert not way.go_on()
    assert rows.visits == 1


def test_after_a_moment_the_key_is_the_fields_again(way: WayUp, rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    way.leave()
    monkeypatch.setattr(way_up, "LEAVING_SECONDS", 0.0)

    assert not way.go_on()
    assert rows.visits == 1
