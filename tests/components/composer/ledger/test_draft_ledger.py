"""No key is lost, doubled or sent in another message, however keys and writes cross on the way."""

from collections.abc import Callable, Iterator
from typing import SupportsIndex

from hypothesis import given
from hypothesis import strategies as st

from livechat.components.composer.ledger.draft_ledger import DraftLedger
from tests.components.composer.browser_field import BrowserField

Act = Callable[[BrowserField], None]

places, lengths = st.integers(0, 12), st.integers(1, 3)
lines = [st.just(BrowserField.carry_up), st.just(BrowserField.carry_down), st.just(BrowserField.press_enter)]
changing = [st.just(BrowserField.press_up), st.just(BrowserField.press_escape)]
typing_on = st.builds(lambda length: lambda field: field.type(length), lengths)
typing_anywhere = st.builds(lambda length, place: lambda field: field.type(length, place), lengths, places)
deleting = st.builds(lambda start, length: lambda field: field.delete(start, length), places, lengths)


def settled(acts: list[Act]) -> BrowserField:
    field = BrowserField()
    for act in acts:
        act(field)
    field.rest()
    return field


@given(st.lists(st.one_of(typing_on, *lines), max_size=80))
def test_what_is_typed_straight_on_through_enter_is_sent_in_order(acts: list[Act]) -> None:
    field = settled(acts)

    assert field.sent == field.meant_messages
    assert field.ledger.text == field.value == field.meant


@given(st.lists(st.one_of(typing_on, typing_anywhere, deleting, *lines), max_size=80))
def test_edited_anywhere_each_character_is_in_its_own_message_once(acts: list[Act]) -> None:
    field = settled(acts)

    assert [sorted(text) for text in field.sent] == [sorted(text) for text in field.meant_messages]
    assert sorted(field.ledger.text) == sorted(field.meant)
    assert field.value == field.ledger.text


@given(st.lists(st.one_of(typing_on, *lines, *changing), max_size=80))
def test_messages_are_changed_and_left_in_any_order_and_each_key_is_where_it_was_meant(acts: list[Act]) -> None:
    field = settled(acts)

    assert field.sent == field.meant_messages
    assert field.ledger.text == field.value == field.meant


def test_a_key_that_the_clearing_runs_over_comes_back() -> None:
    ledger = DraftLedger("hello")
    ledger.replace("")
    ledger.write()
    ledger.typed("hello!")
    ledger.acknowledged()

    assert ledger.text == "!"
    assert ledger.is_dirty
    assert ledger.write() == "!"


def test_backspace_takes_the_new_key_and_not_the_same_one_of_the_sent_message() -> None:
    ledger = DraftLedger("aa")
    ledger.replace("")
    ledger.write()
    ledger.typed("aaa")
    ledger.typed("aa")
    ledger.acknowledged()

    assert ledger.text == ""
    assert not ledger.is_dirty


def test_text_put_back_stands_in_front_of_what_was_typed_since() -> None:
    ledger = DraftLedger("first")
    ledger.replace("")
    ledger.write()
    ledger.typed("first second")
    ledger.prepend("first\n")
    ledger.acknowledged()

    assert ledger.write() == "first\n second"


def test_a_line_broken_behind_what_was_put_back_comes_with_the_next_write() -> None:
    ledger = DraftLedger("first")
    ledger.typed("firsts")
    ledger.break_line(len("first"))
    ledger.typed("firstsecond")

    assert ledger.text == "first\nsecond"
    assert ledger.write() == "first\nsecond"


def test_a_field_that_kept_its_text_in_a_composition_is_still_understood() -> None:
    ledger = DraftLedger("sent")
    ledger.replace("")
    ledger.write()
    ledger.acknowledged(shown=False)
    ledger.typed("sentに")

    assert ledger.text == "に"
    assert ledger.write() == "に"


class CountedText(str):
    """A field's value that counts how often a part of it, or a single character, is looked at."""

    looks = 0

    def __getitem__(self, part: SupportsIndex | slice) -> str:
        CountedText.looks += 1
        return super().__getitem__(part)

    def __iter__(self) -> Iterator[str]:
        return (self[index] for index in range(len(self)))


def test_a_key_costs_little_in_the_longest_text() -> None:
    text = "word " * 3_200
    ledger = DraftLedger(CountedText(text))

    for place in range(0, len(text), 80):  # each far from the one before, so that its place has to be looked for
        before = CountedText.looks
        ledger.typed(CountedText(f"{text[:place]}x{text[place:]}"))
        ledger.typed(CountedText(text))
        assert CountedText.looks - before < 200
