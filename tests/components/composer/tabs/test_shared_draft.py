"""Several tabs write one draft, and none writes over what another wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livechat.components.composer.tabs.shared_draft import SharedDraft, merged
from livechat.ids import MessageId
from livechat.records import SavedDraft

acts = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["type", "type", "type", "adopt"])), max_size=30)


class Kept:
    """The draft of a room."""

    def __init__(self, body: str = "", client_message_id: str = "id-0") -> None:
        self.draft = SavedDraft(body, client_message_id)
        self.saves = 0

    def read(self) -> SavedDraft:
        return self.draft

    def save(self, draft: SavedDraft) -> None:
        self.draft = draft
        self.saves += 1

    def tab(self) -> SharedDraft:
        return SharedDraft(self.read, self.save)


@pytest.mark.parametrize(
    ("whole", "part", "text", "expected"),
    [
        ("", "", "a", "a"),
        ("plan", "plan", "plan A", "plan A"),
        ("plan A", "plan", "plan B", "plan A\nplan B"),
        ("plan A\nplan B", "plan A", "plan AA", "plan AA\nplan B"),
        ("plan A\nplan B", "plan B", "plan BB", "plan A\nplan BB"),
        ("x\nplan\ny", "plan", "plan!", "x\nplan!\ny"),
        ("x\nplan\ny", "plan", "", "x\ny"),
        ("plan\ny", "plan", "", "y"),
        ("x\nplan", "plan", "", "x"),
        ("planned", "plan", "plan!", "planned\nplan!"),
        ("written elsewhere", "", "here", "written elsewhere\nhere"),
        ("written elsewhere", "", "", "written elsewhere"),
        ("written elsewhere", "changed there", "", "written elsewhere"),
        ("the same", "", "the same", "the same"),
        ("", "sent from another tab", "sent from another tab and more", "sent from another tab and more"),
    ],
)
def test_where_two_have_written_both_stand_one_under_the_other(whole: str, part: str, text: str, expected: str) -> None:
    assert merged(whole, part, text) == expected


@given(acts)
def test_nothing_that_was_typed_in_one_of_two_tabs_is_lost(acts: list[tuple[str, str]]) -> None:
    kept = Kept()
    tabs, texts, typed = {name: kept.tab() for name in "ab"}, {"a": "", "b": ""}, ""
    for number, (name, act) in enumerate(acts):
        if act == "type":
            character = chr(0x4E00 + number)
            texts[name], typed = texts[name] + character, typed + character
            tabs[name].keep(SavedDraft(texts[name], f"id-{name}"))
        elif (draft := tabs[name].differing(texts[name])) is not None:
            tabs[name].adopt(draft)
            texts[name] = draft.body

    assert set(typed) <= set(kept.draft.body)


def test_a_draft_of_two_tabs_stands_under_an_id_that_neither_sends() -> None:
    kept = Kept()
    here, there = kept.tab(), kept.tab()
    here.keep(SavedDraft("here", "id-here"))
    assert kept.draft == SavedDraft("here", "id-here")

    there.keep(SavedDraft("there", "id-there"))

    assert kept.draft.body == "here\nthere"
    assert kept.draft.client_message_id not in ("id-here", "id-there")


def test_what_one_of_two_tabs_has_sent_leaves_the_draft() -> None:
    kept = Kept()
    here, there = kept.tab(), kept.tab()
    here.keep(SavedDraft("here", "id-here"))
    there.keep(SavedDraft("there", "id-there"))

    here.keep(SavedDraft("", "id-next"))

    assert kept.draft.body == "there"


def test_what_cannot_be_stored_does_not_make_the_text_two() -> None:
    kept = Kept()
    tab = kept.tab()
    for text in ("a", "a\x00", "a\x00b", "a\x00b\ud83d"):
        tab.keep(SavedDraft(text, "id"))

    assert kept.draft.body == "ab"
    assert tab.differing("a\x00b\ud83d") is None


def test_a_text_that_has_not_changed_is_not_saved_again() -> None:
    kept = Kept("hello", "id-0")
    tab = kept.tab()

    tab.keep(SavedDraft("hello", "id-0"))

    assert kept.saves == 0


def test_an_id_that_another_tab_has_typed_on_under_stands_for_another_text() -> None:
    kept = Kept("plan", "id-0")
    tab = kept.tab()
    assert not tab.is_of_another("plan", "id-0")

    kept.save(SavedDraft("plan A", "id-0"))

    assert tab.is_of_another("plan", "id-0")
    assert not tab.is_of_another("plan", "id-1")


# What it answers


def test_what_one_tab_answers_the_other_does_too_and_typing_there_does_not_undo_it() -> None:
    kept = Kept()
    here, there = kept.tab(), kept.tab()
    here.keep(SavedDraft("", "id-here", MessageId(5)))
    there.keep(SavedDraft("typed", "id-there"))

    assert (kept.draft.body, kept.draft.reply_to_id) == ("typed", MessageId(5))
    assert there.differing("typed", None) == kept.draft
    assert there.differing("typed", MessageId(5)) is None


def test_what_is_not_answered_any_more_in_one_tab_is_answered_in_none() -> None:
    kept = Kept()
    here, there = kept.tab(), kept.tab()
    here.keep(SavedDraft("typed", "id-here", MessageId(5)))
    there.adopt(kept.draft)

    there.keep(SavedDraft("typed", "id-there", None))

    assert kept.draft.reply_to_id is None
    assert here.differing("typed", MessageId(5)) == kept.draft
