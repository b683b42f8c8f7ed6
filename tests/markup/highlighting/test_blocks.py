"""Code in colours says what it said, and holds nothing but words and spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.lexers import get_all_lexers

from livechat.markup.blocks.fences import LANGUAGES
from livechat.markup.highlighting.blocks import MAX_SPANS, code_blocks, in_colours
from livechat.markup.highlighting.kinds import KINDS
from livechat.markup.highlighting.lexing import ALSO_CALLED, pieces_of
from livechat.markup.html import clean, message_html
from livechat.markup.plain import plain_text
from tests.components.markup import read

HELD = {"xquery", "matlab", "ocaml", "systemd", "psql", "ini", "cfg", "mathematica"}  # a short text takes them seconds

WITHOUT_WORDS = {
    "csv", "journal", "log", "mermaid", "plain", "plaintext", "plantuml", "reg", "regex", "robot", "stylus", "tsv",
    "txt",
}  # fmt: skip

languages = st.sampled_from(sorted(LANGUAGES - HELD))
code = st.text(st.sampled_from(" \n\tab1\"'<>&#/*={}()-_.é👍"), min_size=1, max_size=60)
PYTHON = 'def greet(name: str) -> str:  # politely\n    return f"Hello {name}" * 2'


def coloured(body: str) -> str:
    html = str(message_html(body))
    return in_colours(html, [pieces_of(language, code) for language, code in code_blocks(html)])


def test_words_of_a_language_are_told_apart() -> None:
    spans = [(span.attributes["class"], span.text) for span in read(coloured(f"```python\n{PYTHON}\n```")).all("span")]

    assert ("k", "def ") in spans
    assert ("f", "greet") in spans
    assert ("m", "2") in spans
    assert any(kind == "c" and "# politely" in text for kind, text in spans)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_that_is_named_is_read_or_left_plain(language: str) -> None:
    pieces = pieces_of(language, "a = 1\n")

    assert "".join(text for _, text in pieces) == "a = 1\n"
    assert {kind for kind, _ in pieces} <= KINDS | {""}


def test_every_language_that_is_named_is_known_but_for_those_without_words() -> None:
    known = {name for _, names, _, _ in get_all_lexers() for name in names} | ALSO_CALLED.keys()

    assert LANGUAGES - known == WITHOUT_WORDS


@given(languages, code)
def test_nothing_of_the_code_is_lost_or_changed(language: str, typed: str) -> None:
    body = f"before\n~~~~{language}\n{typed}\n~~~~\nafter <b>"
    plain, shown = str(message_html(body)), coloured(body)

    assert read(shown).text == read(plain).text
    assert plain_text(shown) == plain_text(plain)
    assert {node.tag for node in read(shown).all()} <= {"p", "pre", "code", "span"} | {
        node.tag for node in read(plain).all()
    }


@given(st.lists(st.lists(st.tuples(st.sampled_from(["", "k", 'x" onclick="', "<b>"]), code), max_size=3), max_size=3))
def test_an_answer_that_is_not_the_code_changes_nothing(answers: list[list[tuple[str, str]]]) -> None:
    html = str(message_html("```python\nx = 1\n```\n```sh\nls\n```"))

    assert in_colours(html, answers) == html


def test_a_kind_that_is_none_of_ours_is_plain() -> None:
    html = str(message_html("```python\nx<1\n```"))

    assert in_colours(html, [[('k"><script>', "x"), ("m", "<1")]]) == html.replace(
        "x&lt;1", 'x<span class="m">&lt;1</span>'
    )


def test_spans_are_bounded() -> None:
    html = str(message_html("```python\n" + "a=1\n" * 2_000 + "```"))
    shown = in_colours(html, [[("m", text) for text in "a=1\n" * 1_999 + "a=1"]])

    assert shown.count("<span") == MAX_SPANS
    assert read(shown).text == read(html).text


def test_what_is_shown_passes_where_only_the_spans_are_new() -> None:
    """The allow-list is asked before; here it is asked again, and takes nothing but the spans' classes."""
    shown = coloured(f"```python\n{PYTHON}\n```")

    assert read(clean(shown)).text == read(shown).text
