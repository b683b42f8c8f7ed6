"""Rendering costs what the length costs, and nothing that people write comes near the limits."""

from functools import partial
from itertools import islice
from pathlib import Path

import pytest

from livechat.markup import limits
from livechat.markup.blocks.rules import render_blocks
from livechat.markup.html import message_html
from livechat.markup.limits import MAX_LEVEL, MAX_LINKS, MAX_MARKS, MAX_WORK, Terms
from tests.components.markup import read
from tests.cpu_time import takes_at_most
from tests.markup.worst_bodies import search
from tests.test_architecture import ROOT

LENGTH = 10_000  # the longest message
MAX_SECONDS = 0.020  # of such a message, whatever it is
BASE_SECONDS, SECONDS_PER_CHARACTER = 0.002, 8e-6  # below that: a short one costs its blocks rather than its length
SEED, TRIES = 7, 120

UNITS = {
    "www": "+www.", "schemes": "://", "schemes and brackets": "://[", "brackets": "[", "lines and brackets": "\n[",
    "open addresses": "http://a.b/(", "shut addresses": "[http://a.b/)", "bare": "www.a.co ", "mail": "<a@b.co>",
    "marks and dots": "_.", "emphasis": "*a*", "opening": "*a ", "closing": "a* ", "stars": "*a **b", "names": "_a_b",
    "more names": "__a__ ", "mixed marks": "*_", "wide": "中*", "backticks": "`a``b```c", "code and brackets": "`](",
    "quotes": "> a\n", "empty quotes": ">\n", "nested quotes": "> > > > a\n", "lists": "- a\n",
    "nested lists": "- - - a\n",
    "deep lists": "- " * 20 + "a\n", "empty items": "-\n", "empty numbers": "1.\n",
    "lines": "a\n", "empty lines": "\n \n",
    "entities": "&amp;", "links": "[a](http://b.cc) ", "more links": "[a](http://b.c)", "definitions": "[a]: b\n",
    "targets": "[a](" + "b" * 300, "titles": "[a](b 'c", "parentheses": "((((", "dots": "a.",
    "at": "a@", "bangs": "http://a!",
    "hyphens": "a-", "tags": "<a", "backslashes": "\\", "paths": "\\\\a\\b ", "escapes": "a\\_", "hosts": "a-.b",
    "fences": "```\n", "blank fences": "~~~\n\n", "closed fences": "```a\nb```\n", "headings": "# a\n",
    "broken quotes": ">~~~\na\n", "headings in quotes": "># a\nb\n", "tables": "|a|b\n|-|-\n|c|d\n", "tabs": "a\tb\n",
    "indented tabs": "\ta\tb\n", "uneven tabs": "a\tb\nc\n", "columns": "a   b\n", "emoji": ":tada:", "colons": ":a",
    "own network": "10.0.0.1 ", "ports": "a.local:80 ", "six": "[fd00::1]",
    "right to left": "- ب\n", "directions": "ب\n> ",
}  # fmt: skip


def assert_cheap(body: str) -> None:
    allowed = min(MAX_SECONDS, BASE_SECONDS + SECONDS_PER_CHARACTER * len(body))

    assert takes_at_most(allowed, partial(message_html, body)), body[:200]


@pytest.mark.parametrize("length", [LENGTH // 16, LENGTH // 4, LENGTH])
@pytest.mark.parametrize("kind", UNITS)
def test_a_body_costs_what_its_length_costs(kind: str, length: int) -> None:
    assert_cheap((UNITS[kind] * length)[:length])


@pytest.mark.parametrize("kind", UNITS)
def test_it_does_so_just_below_the_limits(kind: str) -> None:
    body = UNITS[kind] * LENGTH
    fits = max(length for length in range(500, LENGTH + 1, 500) if is_within_limits(body[:length]))

    assert_cheap(body[:fits])


def is_within_limits(body: str) -> bool:
    try:
        render_blocks(body.split("\n"), Terms())
    except limits.TooMuch:
        return False
    return True


def test_the_worst_that_a_search_finds_is_cheap() -> None:
    """Further with `python -m tests.markup.worst_bodies 600 SEED`."""
    recipe, _ = next(islice(search(SEED, LENGTH), TRIES, None))

    assert_cheap(recipe.body(LENGTH))


@pytest.mark.parametrize("kind", UNITS)
def test_no_body_becomes_more_elements_than_the_limits_allow(kind: str) -> None:
    elements = read(message_html((UNITS[kind] * LENGTH)[:LENGTH])).all()

    assert sum(element.tag not in ("br", "p") for element in elements) <= MAX_WORK


def test_without_the_limits_there_would_be_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_WORK", 1_000_000)

    assert len(read(message_html("*a* " * (LENGTH // 4))).all()) > 2 * MAX_WORK


@pytest.mark.parametrize("path", [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")], ids=lambda path: path.name)
def test_what_people_write_is_far_from_the_limits(path: Path) -> None:
    """Documents with tables of names in backticks hold more signs than any message."""
    text = path.read_text()
    for start in range(0, len(text), LENGTH):
        terms = Terms()
        render_blocks(text[start : start + LENGTH].split("\n"), terms)
        assert terms.spent < MAX_WORK


@pytest.mark.parametrize(("sign", "tag"), [("> ", "blockquote"), ("- ", "ul"), ("1. ", "ol")])
def test_what_is_deeper_than_the_limit_is_text(sign: str, tag: str) -> None:
    html = read(message_html(sign * (MAX_LEVEL + 9) + "deep"))

    assert len(html.all(tag)) == MAX_LEVEL
    assert html.text.endswith(sign * 9 + "deep")


def test_marks_beyond_the_limit_are_text() -> None:
    body = "*a " * (MAX_MARKS + 5) + "b" + " a*" * (MAX_MARKS + 5)

    assert len(read(message_html(body)).all("em")) == MAX_MARKS


def test_links_beyond_the_limit_are_text() -> None:
    assert len(read(message_html("www.a.co " * (MAX_LINKS + 9))).all("a")) == MAX_LINKS
