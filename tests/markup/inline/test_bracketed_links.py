"""`[words](address)`."""

import pytest

from livechat.markup.html import message_html
from livechat.markup.inline.bracketed_links import find_bracketed_links
from livechat.markup.inline.code_spans import find_code_spans
from tests.components.markup import read


def shown(body: str) -> list[tuple[str, str]]:
    """Text and target of each link."""
    return [(link.text, link.attributes["href"]) for link in read(message_html(body)).all("a")]


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("[a](https://b)", [("a", "https://b")]),
        ("[a]( https://b )", [("a", "https://b")]),
        ("[a](https://b 'title')", [("https://b", "https://b")]),
        ("[**a** _b_](https://c)", [("a b", "https://c")]),
        ("[a](<https://b/c d>)", [("a", "https://b/c%20d")]),
        ("[l](https://example.org/as'd/23-(23-23)-23/aa)", [("l", "https://example.org/as'd/23-(23-23)-23/aa")]),
        ("[l](https://example.org?a='())", [("l", "https://example.org?a='()")]),
        ("[a [b](https://c) d]", [("b", "https://c")]),
        ("[a [b] c](https://d)", [("a [b] c", "https://d")]),
        ("[a `]` b](https://c)", [("a ] b", "https://c")]),
        ("[a \\] b](https://c)", [("a ] b", "https://c")]),
        ("[https://a](https://b)", [("https://a", "https://b")]),
        ("![a](https://b)", [("a", "https://b")]),
        ("[a](/b)", []),
        ("[a](javascript:alert)", []),
        ("[a](data:text/html,x)", []),
        ("[a](http://b:99999)", []),
        ("[a][b]", []),
        ("[a]()", []),
        ("[](https://b)", [("https://b", "https://b")]),
        ("[ ](https://b)", [("https://b", "https://b")]),
        ("\\[a](https://b)", [("https://b", "https://b")]),
        ("[call me](tel:+15550100)", [("call me", "tel:+15550100")]),
        ("`[a](https:b)`", []),
    ],
)
def test_words_lead_to_their_address(body: str, links: list[tuple[str, str]]) -> None:
    assert shown(body) == links


@pytest.mark.parametrize(
    "body",
    [
        "[note](obsidian://open?vault=x)",
        "[here](/rooms/general?m=5)",
        "[a](javascript:alert(1))",
        "[a](obsidian://b 'c')",
    ],
)
def test_what_may_not_lead_there_stays_as_it_was_typed(body: str) -> None:
    assert read(message_html(body)).text == body


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[a](http://x)", ["a"]),
        ("[a] (http://x)", []),
        ("[[a](http://b)](http://c)", ["a"]),
        ("`[a](http://b)`", []),
        ("`` ` [a](http://b) ``", []),
        ("`[a](http://b)", ["a"]),
        ("]](http://b)", []),
    ],
)
def test_words_are_found(text: str, words: list[str]) -> None:
    links = find_bracketed_links(text, find_code_spans(text, frozenset()))

    assert [text[link.start + 1 : link.words_end] for link in links] == words
