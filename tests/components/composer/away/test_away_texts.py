import pytest

from livechat.components.composer.away.away_texts import MAX_FIELDS, AwayTexts
from livechat.components.composer.away.place import KEYS_BEFORE_FIELD

FIELD, OTHER = 35, 36
ENTER = {"isComposing": False, "keyCode": 13}


def hear(texts: AwayTexts, said: object) -> None:
    """A value of the field, or a key around it."""
    texts.hear(FIELD - KEYS_BEFORE_FIELD if isinstance(said, dict) else FIELD, said)


@pytest.fixture
def texts() -> AwayTexts:
    return AwayTexts()


def test_where_nothing_was_typed_the_text_is_what_the_browser_shows(texts: AwayTexts) -> None:
    assert not texts.has(FIELD)
    assert texts.text(FIELD, "shown") == "shown"


def test_what_was_typed_before_and_meanwhile_is_one_text(texts: AwayTexts) -> None:
    for value in ("half a", "half a ", "half a s"):
        texts.hear(FIELD, value)

    assert texts.has(FIELD)
    assert texts.text(FIELD, "half a se") == "half a se"


def test_an_enter_that_nobody_heard_begins_a_line(texts: AwayTexts) -> None:
    for said in ("one", ENTER, "onet", "onetwo", ENTER, "onetwothree"):
        hear(texts, said)

    assert texts.text(FIELD, "onetwothree") == "one\ntwo\nthree"


@pytest.mark.parametrize("key", [{"isComposing": True, "keyCode": 13}, {"isComposing": False, "keyCode": 229}])
def test_an_enter_of_an_input_method_begins_none(texts: AwayTexts, key: dict[str, object]) -> None:
    for said in ("にほん", key, "日本"):
        hear(texts, said)

    assert texts.text(FIELD, "日本") == "日本"


def test_enter_in_an_empty_field_or_twice_begins_no_empty_lines(texts: AwayTexts) -> None:
    for said in (ENTER, "a", "", ENTER, "one", ENTER, ENTER, "onetwo"):
        hear(texts, said)

    assert texts.text(FIELD, "onetwo") == "one\ntwo"


def test_fields_are_kept_apart_and_only_so_many(texts: AwayTexts) -> None:
    texts.hear(FIELD, "one")
    texts.hear(OTHER, "two")
    for element_id in range(100, 200):
        texts.hear(element_id, "flood")

    assert (texts.text(FIELD, "one"), texts.text(OTHER, "two")) == ("one", "two")
    assert sum(texts.has(element_id) for element_id in range(200)) == MAX_FIELDS


@pytest.mark.parametrize("said", [None, [], 7, {}, {"keyCode": 13}, ["x"]])
def test_whatever_else_a_page_says_is_none_of_it(texts: AwayTexts, said: object) -> None:
    texts.hear(FIELD, said)

    assert not texts.has(FIELD)
