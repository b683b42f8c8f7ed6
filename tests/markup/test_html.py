"""What people type as HTML: safe, and never less than was typed."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livechat.markup.html import TAGS, VERSION, clean, message_html, plain_html
from livechat.markup.limits import MAX_LINES, MAX_LINKS, MAX_WORK
from tests.components.markup import Node, read
from tests.markup.worst_bodies import FRAGMENTS

SHOWN = [
    "hello **there**, _you_ and ~~them~~", "> said\n\nanswered", "- one\n- two\n  1. deep", "3. three", "# Title",
    "`code` and\n```py\nmore = 1\n```", "a\nb", "see https://example.org/a_b_c. And (www.example.org/x?y=1&z)",
    "[words](https://example.org 'title')", "<https://example.org> <bob@example.org>", "mail bob@example.org",
    "[x](javascript:alert(1))", "<b>&amp;", "[a]: https://example.org", "Thanks\n-", "*a* " * MAX_WORK,
]  # fmt: skip
SHOWN_SHA256 = "9f6f472d578fecbb12c6222a0dcb3784fc872aed05d96f7e9a63296670ff1a01"

texts = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=3)), max_size=60).map("".join)


def shown(body: str) -> Node:
    return read(message_html(body))


def letters(text: str) -> str:
    return "".join(text.split())


def test_whoever_changes_what_is_shown_raises_the_version() -> None:
    digest = sha256("\0".join(message_html(body) for body in SHOWN).encode()).hexdigest()

    assert (VERSION, digest) == (1, SHOWN_SHA256), "raise VERSION: what is kept has to be rendered again"


@given(texts)
def test_what_is_shown_is_safe(body: str) -> None:
    for node in shown(body).all():
        assert node.tag in TAGS
        assert node.attributes.keys() <= {"href", "title", "start", "rel", "target"}
        assert node.attributes.get("href", "https:").lower().startswith(("https:", "http:", "mailto:"))


@pytest.mark.parametrize(
    ("html", "allowed"),
    [
        ("<b onclick='x'>a</b>", "a"),
        ("<script>x</script>", ""),
        ("<p style='color: red' id='m1'>a</p>", "<p>a</p>"),
        ("<a>a</a>", '<a target="_blank" rel="noopener noreferrer nofollow">a</a>'),
        ("<a href='/logout'>a</a>", '<a target="_blank" rel="noopener noreferrer nofollow">a</a>'),
        ("<a href='javascript:x'>a</a>", '<a target="_blank" rel="noopener noreferrer nofollow">a</a>'),
    ],
)
def test_the_last_step_lets_nothing_else_pass(html: str, allowed: str) -> None:
    assert clean(html) == allowed


@given(texts)
def test_plain_text_is_what_was_typed(body: str) -> None:
    assert letters(read(plain_html(body)).text) == letters(body)


@given(st.text(min_size=1).filter(str.strip))
def test_no_message_is_shown_as_nothing(body: str) -> None:
    assert message_html(body)


@pytest.mark.parametrize(
    "body",
    [
        "> " * 300 + "deep",
        "- " * 300 + "deep",
        "*a* " * MAX_WORK + "deep",
        "a\n" * MAX_LINES + "deep",
        "- a\n" * (MAX_WORK // 3) + "deep",
        "> " * 10 + "a\n" * (MAX_WORK // 5) + "deep",
    ],
    ids=["quotes", "lists", "marks", "lines", "blocks", "lines of quotes"],
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


@pytest.mark.parametrize("address", ["a.co", "a@b.co", "http://a", "<http://a>", "[a](http://a)"])
def test_addresses_beyond_the_limit_stay_text(address: str) -> None:
    body = f"{address} " * (MAX_LINKS + 50)

    assert 0 < len(shown(body).all("a")) <= MAX_LINKS
    assert shown(body).text.split()[-1] in (address, address.strip("<>"))


def test_a_definition_is_shown() -> None:
    assert shown("[note]: https://example.org").text.strip() == "[note]: https://example.org"


def test_a_line_of_dashes_makes_no_heading() -> None:
    assert not shown("Thanks\n-").all("h2")
