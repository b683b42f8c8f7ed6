"""The place where a message matches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livechat.markup.excerpts import CHARACTERS_BEFORE_THE_HIT, MAX_CHARACTERS, MAX_WORDS, excerpt


def test_hits_and_text_come_in_turn() -> None:
    assert excerpt("the red and the blue", {"red", "blue"}) == (
        ("the ", False),
        ("red", True),
        (" and the ", False),
        ("blue", True),
    )


def test_a_hit_is_a_whole_word() -> None:
    assert [text for text, is_hit in excerpt("reds, red_hot, credo and red", {"red"}) if is_hit] == ["red", "red"]


def test_long_text_before_the_hit_is_cut_at_a_word() -> None:
    first, hit, last = excerpt("before " * 100 + "boat ashore", {"boat"})

    assert first[0].startswith("…before before")
    assert len(first[0]) <= CHARACTERS_BEFORE_THE_HIT + 1
    assert (hit, last) == (("boat", True), (" ashore", False))


@pytest.mark.parametrize("plain", ["boat " + "after " * 500, "a" * 5_000 + " boat", "boat" + " b" * 5_000])
def test_what_is_longer_than_a_glance_is_cut_at_its_end(plain: str) -> None:
    assert sum(len(text) for text, _ in excerpt(plain, {"boat"})) <= MAX_CHARACTERS + 1


def test_what_matches_where_nothing_is_shown_leaves_the_beginning() -> None:
    assert excerpt("words of a link", {"target"}) == (("words of a link", False),)
    assert excerpt("words", set()) == (("words", False),)
    assert excerpt("", {"a"}) == ()


def test_a_beginning_that_very_many_words_have_marks_some() -> None:
    words = {f"w{number}" for number in range(10 * MAX_WORDS)}

    assert 0 < sum(is_hit for _, is_hit in excerpt(" ".join(sorted(words)), words)) <= MAX_WORDS


@given(st.text(), st.sets(st.text(min_size=1)))
def test_pieces_are_the_text(plain: str, words: set[str]) -> None:
    text = "".join(piece for piece, _ in excerpt(plain, words))

    assert plain.startswith(text.rstrip("…")) or text.startswith("…")
