"""What people type as HTML: safe, and never less than was typed."""

from hashlib import sha256

import pytest
from hypothesis import given

from livechat.markup.html import CLASSES, TAGS, VERSION, clean, message_html, plain_html
from livechat.markup.limits import MAX_LINKS, MAX_WORK, SCHEMES
from tests.components.markup import Node, read
from tests.markup.fragments import REPORTED, bodies

SHOWN = [
    "hello **there**, _you_ and ~~them~~", "> said\n\nanswered", "- one\n- two\n  1. deep", "3. three", "# Title",
    "`code` and\n```py\nmore = 1\n```", "a\nb", "see https://example.org/a_b_c. And (www.example.org/x?y=1&z)",
    "[words](https://example.org 'title')", "<https://example.org> <bob@example.org>", "mail bob@example.org",
    "[x](javascript:alert(1))", "<b>&amp;", "[a]: https://example.org", "Thanks\n-", "*a* " * MAX_WORK, *REPORTED,
]  # fmt: skip
SHOWN_SHA256 = "2746dd56a91129a8ef856db38f400aa26773bc3a0f8bd12f7167e33524a1f7b6"


def shown(body: str) -> Node:
    return read(message_html(body))


def letters(text: str) -> str:
    return "".join(text.split())


def test_whoever_changes_what_is_shown_raises_the_version() -> None:
    digest = sha256("\0".join(message_html(body) for body in SHOWN).encode()).hexdigest()

    assert (VERSION, digest) == (4, SHOWN_SHA256), "raise VERSION: what is kept has to be rendered again"


@given(bodies)
def test_what_is_shown_is_safe(body: str) -> None:
    for node in shown(body).all():
        assert node.tag in TAGS
        assert node.attributes.keys() <= {"href", "rel", "target", "value", "class", "dir", "data-language"}
        assert node.tag != "a" or node.attributes["href"].lower().partition(":")[0] in SCHEMES
        assert set(node.attributes.get("class", "").split()) <= CLASSES.get(node.tag, set())


@pytest.mark.parametrize(
    ("html", "allowed"),
    [
        ("<b onclick='x'>a</b>", "a"),
        ("<script>x</script>", ""),
        ("<p style='color: red' id='m1' class='message-own' dir='auto'>a</p>", '<p class="">a</p>'),
        ("<a>a</a>", '<a target="_blank" rel="noopener noreferrer nofollow">a</a>'),
        ("<a href='/logout'>a</a>", '<a target="_blank" rel="noopener noreferrer nofollow">a</a>'),
        ("<a href='javascript:x'>a</a>", '<a target="_blank" rel="noopener noreferrer nofollow">a</a>'),
    ],
)
def test_the_last_step_lets_nothing_else_pass(html: str, allowed: str) -> None:
    assert clean(html) == allowed


@given(bodies)
def test_plain_text_is_what_was_typed(body: str) -> None:
    assert letters(read(plain_html(body)).text) == letters(body)


@pytest.mark.parametrize(
    "body",
    [
        "*a* " * MAX_WORK + "deep",
        "a\n" * MAX_WORK + "deep",
        "- a\n" * (MAX_WORK // 2) + "deep",
    ],
    ids=["marks", "lines", "items"],
)
def test_what_is_too_dear_is_shown_as_it_was_typed(body: str) -> None:
    assert letters(shown(body).text) == letters(body)
    assert not shown(body).all("em")
    assert not shown(body).all("blockquote")
    assert not shown(body).all("li")


def test_what_is_too_dear_keeps_its_lines_and_links() -> None:
    body = "*a* " * MAX_WORK + "\nsee https://example.org\n\nlast"

    assert len(shown(body).all("p")) == 2
    assert len(shown(body).all("br")) == 1
    assert shown(body).one("a").attributes["href"] == "https://example.org"


@pytest.mark.parametrize("address", ["www.a.co", "a@b.co", "http://a", "<http://a>", "[a](http://a)"])
def test_addresses_beyond_the_limit_stay_text(address: str) -> None:
    body = f"{address} " * (MAX_LINKS + 50)

    assert 0 < len(shown(body).all("a")) <= MAX_LINKS
    assert shown(body).text.split()[-1] in (address, "a")
