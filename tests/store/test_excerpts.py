import pytest

from livechat.store.excerpts import CHARACTERS_BEFORE_THE_HIT, MAX_CHARACTERS, pieces


def test_hits_and_text_come_in_turn() -> None:
    assert pieces("the \x02red\x03 and the \x02blue\x03") == (
        ("the ", False),
        ("red", True),
        (" and the ", False),
        ("blue", True),
    )


@pytest.mark.parametrize(
    ("marked", "plain"),
    [("a\x02b", "ab"), ("\x03a\x02\x02b\x03\x03", "ab"), ("\x02\x03", ""), ("", ""), ("\x02a\x02b\x03", "ab")],
)
def test_markers_in_a_message_are_only_dropped(marked: str, plain: str) -> None:
    assert "".join(text for text, _ in pieces(marked)) == plain


def test_long_text_before_the_hit_is_cut_at_its_beginning() -> None:
    first, hit, last = pieces("a" * 500 + "\x02boat\x03 ashore")

    assert first == ("…" + "a" * CHARACTERS_BEFORE_THE_HIT, False)
    assert (hit, last) == (("boat", True), (" ashore", False))


def test_what_is_longer_than_a_glance_is_cut_at_its_end() -> None:
    assert pieces("\x02" + "a" * 5_000 + "\x03 and more") == (("a" * MAX_CHARACTERS + "…", True),)
    assert sum(len(text) for text, _ in pieces("\x02a\x03" + " b" * 5_000)) <= MAX_CHARACTERS + 1
