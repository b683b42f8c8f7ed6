"""Every letter and digit that was typed is shown, in its order."""

import unicodedata
from collections.abc import Iterator

import emoji
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from livechat.markup.html import message_html
from livechat.markup.plain import plain_text
from tests.components.markup import Node, read
from tests.markup.fragments import bodies

Options = tuple[str, ...]
"""What may have been typed for a piece of what is shown."""


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def typed_for(node: Node) -> Iterator[Options]:
    """What may have been typed for each piece of a message, letters and digits only."""
    if node.attributes.get("class") == "link-host":
        return
    if node.tag == "li" and "value" in node.attributes:
        yield (node.attributes["value"],)
    if node.attributes.get("class") == "task":
        yield ("", "x", "X")
    if language := node.attributes.get("data-language"):
        yield tuple({language, language.upper(), language.capitalize()})
    for child in node.children:
        if isinstance(child, Node):
            yield from typed_for(child)
        else:
            yield from typed_for_text(child)
    if node.tag == "a":
        yield ("", letters(node.attributes["href"]))


def typed_for_text(text: str) -> Iterator[Options]:
    for token in emoji.analyze(text, non_emoji=True):
        if isinstance(token.value, str):
            yield (letters(token.chars),)
        else:
            data = emoji.EMOJI_DATA[token.chars]
            yield (letters(token.chars), *map(letters, (data["en"], *data.get("alias", ()))))


def shows_all(body: str, html: str) -> bool:
    """Whether what was typed is what is shown, with one of the options for each piece."""
    typed, places = letters(body), {0}
    for options in typed_for(read(html)):
        places = {place + len(option) for place in places for option in options if typed.startswith(option, place)}
    return len(typed) in places


@given(bodies)
@example("[https://a.b](https://a.b) https://a.b")
@example("```PY\nx\n```")
def test_no_letter_and_no_digit_is_lost_or_moved(body: str) -> None:
    assert shows_all(body, message_html(body))


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_nor_is_one_of_any_script(body: str) -> None:
    assert shows_all(body, message_html(body))


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("ab", "<p>a</p>"),
        ("ab", "<p>ba</p>"),
        ("a 1", "<p>a</p>"),
        ("2. a", "<ol><li>a</li></ol>"),
        ("[a](http://b)", "<p>a</p>"),
        ("```txt\na\n```", "<pre><code>a</code></pre>"),
    ],
)
def test_what_is_lost_or_moved_would_be_seen(body: str, html: str) -> None:
    assert not shows_all(body, html)


@given(bodies)
def test_rendering_twice_gives_the_same(body: str) -> None:
    assert message_html(body) == message_html(body)


@given(bodies)
def test_the_plain_form_says_what_is_shown_on_one_line_and_holds_no_markup(body: str) -> None:
    html = message_html(body)
    plain = plain_text(html)

    assert letters(plain) == letters(shown_with_numbers(read(html)))
    assert plain == " ".join(plain.split())


def shown_with_numbers(node: Node) -> str:
    number = node.attributes.get("value", "")
    return number + "".join(child if isinstance(child, str) else shown_with_numbers(child) for child in node.children)


@given(st.text(min_size=1).filter(lambda text: any(unicodedata.category(letter)[0] in "LNPS" for letter in text)))
def test_no_message_is_shown_as_nothing(body: str) -> None:
    assert plain_text(message_html(body))


@pytest.mark.parametrize(
    "body", ["#", ">", "-", "1.", "~~~", "```", "``", "*", "**", "[]()", "***", "---", "|", "| |\n|-|"]
)
def test_a_sign_alone_is_shown(body: str) -> None:
    assert plain_text(message_html(body))
