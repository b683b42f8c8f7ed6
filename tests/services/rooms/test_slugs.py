import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livechat.services.rooms.slugs import random_slug, slugify


def slug(name: str) -> str:
    return slugify(name, max_characters=60)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Harbour", "the-harbour"),
        ("Größe & Ärger", "grosse-arger"),
        ("LiveChat 2.0", "livechat-2-0"),
        ("São Paulo / Rio", "sao-paulo-rio"),
        ("Bob's, don’t ask", "bobs-dont-ask"),
        ("Привет мир", "privet-mir"),
        ("हिन्दी", "hindi"),
        ("日本語room", "ri-ben-yu-room"),
        ("ひらがな", "hiragana"),
        ("👩‍🚀 crew", "crew"),
        ("½ pint", "1-2-pint"),
        ("— ! —", "room"),
        ("🙂", "room"),
        ("", "room"),
    ],
)
def test_a_name_is_written_in_plain_letters(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_slug_that_is_cut_does_not_end_with_a_hyphen() -> None:
    assert slugify("all hands on deck", max_characters=10) == "all-hands"


@given(st.text(max_size=80), st.integers(4, 60))
def test_any_name_gives_a_slug(name: str, max_characters: int) -> None:
    made = slugify(name, max_characters=max_characters)

    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert len(made) <= max_characters


@given(st.text(max_size=80))
def test_a_slug_of_a_slug_is_itself(name: str) -> None:
    assert slug(slug(name)) == slug(name)


@given(st.text(max_size=80))
def test_how_a_keyboard_composes_a_name_makes_no_difference(name: str) -> None:
    assert slug(unicodedata.normalize("NFD", name)) == slug(unicodedata.normalize("NFC", name))


@given(st.text(max_size=80))
def test_no_name_is_spelled_like_a_random_slug(name: str) -> None:
    assert re.fullmatch(r"_[a-f0-9]{20}", random_slug())
    assert not slug(name).startswith("_")
