"""What was changed in a text is found, and as the one who typed would say it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livechat.components.composer.ledger.changed_range import changed_range

texts = st.text(alphabet="ab\n😀", max_size=12)


@pytest.mark.parametrize(
    ("old", "new", "caret", "expected"),
    [
        ("", "a", 0, (0, 0)),
        ("aa", "aaa", 2, (2, 2)),
        ("aa", "aaa", 1, (1, 1)),
        ("aaa", "aa", 3, (2, 3)),
        ("aaa", "aa", 1, (0, 1)),
        ("one two", "one three", 7, (5, 7)),
        ("one two", "", 3, (0, 7)),
        ("same", "same", 4, (4, 4)),
    ],
)
def test_the_range_at_the_caret_is_preferred(old: str, new: str, caret: int, expected: tuple[int, int]) -> None:
    assert changed_range(old, new, caret) == expected


@given(texts, texts, st.integers(0, 12))
def test_putting_the_new_part_into_the_range_gives_the_new_text(old: str, new: str, caret: int) -> None:
    start, end = changed_range(old, new, min(caret, len(old)))

    inserted = new[start : len(new) - (len(old) - end)]

    assert 0 <= start <= end <= len(old)
    assert old[:start] + inserted + old[end:] == new
