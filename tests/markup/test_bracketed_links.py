"""`[words](address)`."""

import pytest

from livechat.markup.bracketed_links import find_pairs
from livechat.markup.html import message_html
from tests.components.markup import read


def shown(body: str) -> list[tuple[str, str]]:
    """Text and target of each link."""
    return [(link.text, link.attributes["href"]) for link in read(message_html(body)).all("a")]


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("[a](https://b)", [("a", "https://b")]),
        ("[a]( https://b )", [("a", "https://b")]),
        ("[a](https://b 'title')", [("a", "https://b")]),
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
        ("[a][b]", []),
        ("[a]()", []),
        ("`[a](https:b)`", []),
    ],
)
def test_words_lead_to_their_address(body: str, links: list[tuple[str, str]]) -> None:
    assert shown(body) == links


def test_a_title_is_kept() -> None:
    assert read(message_html('[a](https://b "c \\" d")')).one("a").attributes["title"] == 'c " d'


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("[a](", {0: 2}),
        ("[a] (", {}),
        ("[[a](b](", {1: 3}),
        ("`[a](`", {}),
        ("`` ` [a]( ``", {}),
        ("`[a](", {1: 3}),
        ("]](", {}),
    ],
)
def test_pairs_are_found(text: str, pairs: dict[int, int]) -> None:
    assert find_pairs(text) == pairs
