"""Messages of nothing but emoji, counted as people see them."""

import pytest

from livechat.markup.inline.emoji import MAX_LARGE, is_emoji_only


@pytest.mark.parametrize(
    "body",
    ["👍", "👍 🎉", "👨‍👩‍👧‍👦", "👍🏽", "🇩🇪", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "❤️", "❤", "☺", ":tada:", ":+1: 👍", "🧑🏽‍❤️‍💋‍🧑🏿" * MAX_LARGE],
)
def test_nothing_but_emoji(body: str) -> None:
    assert is_emoji_only(body)


@pytest.mark.parametrize("body", ["", " ", "a", "1", "#", "👍 ok", ":nope:", "👍" * (MAX_LARGE + 1), "-", "😀.", "→"])
def test_something_else(body: str) -> None:
    assert not is_emoji_only(body)
