"""The one form of each emoji, its skin tones and its names."""

import emoji
import pytest
from hypothesis import given
from hypothesis import strategies as st

from livechat.emoji.names import SKIN_TONES, all_without_tones, named, short_names, toned, whole, words_of
from livechat.preferences.choices import SkinTone

WHOLE = [each for each, data in emoji.EMOJI_DATA.items() if data["status"] == emoji.STATUS["fully_qualified"]]
every = st.sampled_from(list(emoji.EMOJI_DATA))


def test_all_emoji_there_are_have_themselves_as_their_form() -> None:
    assert all(whole(each) == each for each in WHOLE)


@given(every)
def test_the_form_is_the_same_however_the_picture_is_asked_for(each: str) -> None:
    assert whole(each) == whole(each.replace("\ufe0f", ""))
    assert whole(whole(each)) == whole(each)


@given(st.text())
def test_what_is_no_emoji_has_no_form(text: str) -> None:
    assert whole(text) in ("", *WHOLE)
    assert whole(f"{text}x") == ""


@pytest.mark.parametrize(
    ("plain", "medium"),
    [
        ("👍", "👍🏽"),
        ("✌️", "✌🏽"),
        ("👭", "👭🏽"),
        ("🧑‍🤝‍🧑", "🧑🏽‍🤝‍🧑🏽"),
        ("🤝", "🤝🏽"),
        ("👩‍🦰", "👩🏽‍🦰"),
        ("⛹️‍♀️", "⛹🏽‍♀️"),
        ("🎉", "🎉"),
    ],
)
def test_a_tone_is_that_of_all_hands_and_people(plain: str, medium: str) -> None:
    assert toned(plain, SkinTone.MEDIUM) == medium
    assert toned(plain, SkinTone.NONE) == plain


def test_every_toned_form_is_an_emoji_and_the_tones_are_those_one_may_prefer() -> None:
    assert [*SkinTone] == ["", *SKIN_TONES]
    forms = {toned(each, tone) for each in all_without_tones() for tone in SkinTone}
    assert forms <= set(WHOLE)


def test_each_short_name_leads_to_its_emoji() -> None:
    for each in all_without_tones():
        assert all(named(f":{name}:") == each for name in short_names(each))


def test_names_are_said_as_people_say_them() -> None:
    assert words_of("👍") == "thumbs up"
    assert words_of("👍🏽") == "thumbs up medium skin tone"
    assert short_names("🎉") == ["tada", "party_popper"]
    assert named(":nothing:") == ""
