"""Finding emoji, and where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livechat.emoji.groups import groups
from livechat.emoji.names import all_without_tones, named
from livechat.emoji.search import completed, found


def test_each_emoji_stands_in_one_group() -> None:
    standing = [character for group in groups() for character in group.kinds]

    assert sorted(standing) == sorted(all_without_tones())
    assert [str(group.title) for group in groups()] == [
        *("Smileys and feelings", "People", "Animals and nature", "Food and drink", "Travel and places"),
        *("Activities", "Objects", "Symbols", "Flags"),
    ], "what the library knows and the file of places does not would stand under “New”"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("thumbs up", "👍"),
        ("thumbs_up", "👍"),
        ("+1", "👍"),
        (":+1:", "👍"),
        ("Smile", "😄"),
        ("red hea", "❤️"),
        ("heart red", "❤️"),
        ("tada", "🎉"),
        ("germany", "🇩🇪"),
        ("🎉", "🎉"),
        ("❤", "❤️"),
    ],
)
def test_an_emoji_is_found_by_words_and_short_names(query: str, first: str) -> None:
    assert found(query, 5)[0] == first


def test_a_kind_of_thing_is_found_by_what_it_is() -> None:
    assert {"🌹", "🌻", "🌷"} <= set(found("flower", 100))


@pytest.mark.parametrize("query", ["", " ", ":", "…", "qqq", "_", "\0", "thumbs qqq"])
def test_nothing_is_found_by_nothing(query: str) -> None:
    assert found(query, 5) == []


@given(st.text(), st.integers(1, 10))
def test_whatever_is_typed_finds_emoji_or_nothing(query: str, most: int) -> None:
    answers = found(query, most)

    assert len(answers) <= most
    assert len(set(answers)) == len(answers)


def test_a_name_is_completed_with_the_usual_one_first() -> None:
    assert completed("smi", 3) == [("😄", "smile"), ("😏", "smirk"), ("😃", "smiley")]
    assert completed("TAD", 3) == [("🎉", "tada")]
    assert completed("qqq", 3) == []


@given(st.text(min_size=1, max_size=4), st.integers(1, 8))
def test_each_completion_is_a_name_that_stands_for_its_emoji(beginning: str, most: int) -> None:
    for character, name in completed(beginning, most):
        assert named(f":{name}:") == character
