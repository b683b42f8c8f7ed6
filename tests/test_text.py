"""What is kept of a text, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livechat.text import is_blank, one_line, strip_unstorable, without_hidden

CREW = "👩\u200d🚀 crew"
PERSIAN = "می\u200cخواهم"


@pytest.mark.parametrize("clean", [one_line, without_hidden])
@pytest.mark.parametrize("text", [CREW, PERSIAN])
def test_joiners_stay(clean: type[str], text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\u061c", "\xad", "\x9f", "\ufeff", "\x00", "\ud800"])
def test_what_hides_or_turns_text_goes(hidden: str) -> None:
    assert one_line(f"Ha{hidden}rbour").replace(" ", "") == "Harbour"
    assert hidden not in without_hidden(f"Ha{hidden}rbour")


@given(st.text())
def test_one_line_is_one_line_and_stays_as_it_is_then(text: str) -> None:
    line = one_line(text)

    assert len(line.splitlines()) <= 1
    assert line == line.strip()
    assert one_line(line) == line


@given(st.text(st.characters()))
def test_what_is_kept_can_be_stored(text: str) -> None:
    assert strip_unstorable(text).encode() is not None
    assert "\x00" not in strip_unstorable(text)


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\u200b", "\u2800", "&#8203;", "&nbsp;\u3164", "\u200d\ufe0f", "\u00ad", "\u202e "]
)
def test_what_only_looks_empty_is_empty(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", ".", "\u0301", "👍", "&amp;", "&", "\u200b-", "\u2801", "ㅤa"])
def test_what_can_be_seen_is_not_empty(text: str) -> None:
    assert not is_blank(text)
