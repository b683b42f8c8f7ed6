"""Earlier versions beside the present one, as HTML."""

from datetime import UTC, datetime, timedelta

from livechat.components.message.versions import versions_side_by_side
from livechat.records import MessageVersion

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def drawn(*bodies: str) -> str:
    versions = [MessageVersion(body, NOON + timedelta(minutes=number)) for number, body in enumerate(bodies)]
    return str(versions_side_by_side(versions, UTC))


def test_each_version_has_its_time_and_the_last_one_is_what_is_said_now() -> None:
    shown = drawn("one", "two", "three")

    assert [shown.count(time) for time in ("12:00 (", "12:01 (", "12:02 (")] == [1, 1, 1]
    assert shown.count("Now") == 1
    assert shown.index("12:01 (") < shown.index("Now") < shown.index("12:02 (")


def test_what_went_and_what_came_is_marked_in_its_own_version() -> None:
    shown = drawn("we meet at noon", "we eat at noon", "we eat at one")

    assert "we <del>meet</del> at noon" in shown
    assert "we <ins>eat</ins> at <del>noon</del>" in shown
    assert "we eat at <ins>one</ins>" in shown


def test_what_came_and_went_again_is_both() -> None:
    assert "<ins><del>soon</del></ins>" in drawn("now", "soon", "never")


def test_what_people_type_stays_text() -> None:
    shown = drawn("<b>one</b>", "<img src=x onerror=alert(1)> **two**")

    assert "<b>" not in shown
    assert "<img" not in shown
    assert "**" in shown


def test_a_message_that_was_not_edited_is_its_only_version() -> None:
    assert "<del>" not in drawn("alone")
    assert "alone" in drawn("alone")
