"""Two texts are compared word by word, in bounded time."""

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from livechat.components.message.word_changes import changes, words_of

texts = st.text(alphabet="ab ,.\n", max_size=40)


def kept(words: list[str], marks: list[bool]) -> list[str]:
    return [word for word, is_marked in zip(words, marks, strict=True) if not is_marked]


def test_what_went_and_what_came_is_marked() -> None:
    before, after = words_of("we meet at noon"), words_of("we eat at noon, all")

    gone, new = changes(before, after)

    assert [word for word, is_gone in zip(before, gone, strict=True) if is_gone] == ["meet"]
    assert [word for word, is_new in zip(after, new, strict=True) if is_new] == ["eat", ",", " ", "all"]


@given(texts, texts)
def test_what_is_not_marked_is_the_same_in_both(before: str, after: str) -> None:
    gone, new = changes(words_of(before), words_of(after))

    assert kept(words_of(before), gone) == kept(words_of(after), new)


@given(st.text())
def test_words_lose_nothing(text: str) -> None:
    assert "".join(words_of(text)) == text
    assert changes(words_of(text), words_of(text)) == ([False] * len(words_of(text)),) * 2


def test_the_longest_messages_are_compared_in_bounded_time() -> None:
    one = [str(number % 101) for number in range(5_000)]
    other = [str(number * 7 % 103) for number in range(5_000)]
    began = process_time()

    gone, new = changes(one, other)

    assert process_time() - began < 0.1
    assert len(gone) == len(new) == 5_000
