"""Others are told that somebody types: soon, and seldom."""

import pytest

from livechat.components.composer.typed import typing_notice
from livechat.components.composer.typed.typing_notice import TypingNotice


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def notice(told: list[str]) -> TypingNotice:
    return TypingNotice(lambda: told.append("types"), lambda: told.append("stops"))


def test_keys_of_the_same_second_are_told_once(notice: TypingNotice, told: list[str]) -> None:
    for text in ("h", "he", "hel"):
        notice.typed(text)

    assert told == ["types"]


def test_who_types_on_is_told_again(notice: TypingNotice, told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typing_notice, "TOUCH_EVERY_SECONDS", 0.0)
    for text in ("h", "he"):
        notice.typed(text)

    assert told == ["types", "types"]


def test_an_empty_text_is_told_and_so_is_the_next_key(notice: TypingNotice, told: list[str]) -> None:
    for text in ("h", "", "h"):
        notice.typed(text)

    assert told == ["types", "stops", "types"]


def test_after_a_message_the_next_key_is_told(notice: TypingNotice, told: list[str]) -> None:
    notice.typed("h")
    notice.sent()
    notice.typed("w")

    assert told == ["types", "types"]
