"""Rendering costs what the length costs, and nothing that people write comes near the limits."""

from itertools import islice

import pytest

from livechat.markup import limits
from livechat.markup.html import message_html
from livechat.markup.limits import MAX_WORK, Budget
from livechat.markup.parser import MessageParser
from tests.markup.worst_bodies import PLAIN, cpu_seconds, search
from tests.test_architecture import ROOT

LENGTH = 10_000  # the longest message
MAX_SECONDS = 0.020  # of such a message, whatever it is
BASE_SECONDS, SECONDS_PER_CHARACTER = 0.002, 6e-6  # below that: a short one costs its blocks rather than its length
PLAIN_SECONDS = 0.002  # of such a message without any marks, on the machine where the others were measured
SEED, TRIES = 7, 120

BODIES = {
    "www": ("+www.", 1), "schemes": ("://", 1), "schemes and brackets": ("://[", 1), "brackets": ("[", 1),
    "lines and brackets": ("\n[", 1), "open addresses": ("http://a.b/(", 1), "shut addresses": ("[http://a.b/)", 1),
    "addresses, bare": ("a.co ", 1), "mail": ("<a@b.co>", 1), "marks and dots": ("_.", 0.24), "emphasis": ("*a*", 0.3),
    "stars": ("*a **b", 0.2), "backticks": ("`a``b```c", 0.3), "quotes": ("> a\n", 0.1), "lists": ("- a\n", 0.15),
    "nested lists": ("- - - a\n", 0.2), "lines": ("a\n", 0.19), "entities": ("&amp;", 0.6), "ampersands": ("&", 1),
    "links": ("[a](http://b.cc) ", 0.6), "definitions": ("[a]: b\n", 1), "dots": ("a.", 1), "at": ("a@", 1),
    "long links": ("[a](" + "b" * 300, 1), "titles": ("[a](b 'c", 0.8), "titles without end": ("[a](b (c", 0.8),
    "bangs": ("http://a!", 1), "hyphens": ("a-", 1), "tags": ("<a", 1), "backslashes": ("\\", 1), "hosts": ("a-.b", 1),
    "fences": ("```\n", 0.35), "headings": ("# a\n", 0.19),
    "broken quotes": (">~~~\na\n", 0.34), "headings in quotes": ("># a\nb\n", 0.34),
    "empty items": ("-\n", 0.19), "empty numbers": ("1.\n", 0.29), "empty quotes": (">\n", 0.19),
}  # fmt: skip
"""What is repeated, and up to which part of the length: mostly just below a limit, where it is dearest."""


def slowness() -> float:
    """How much slower this machine is at the moment."""
    plain = (PLAIN * LENGTH)[:LENGTH]
    return max(1.0, cpu_seconds(message_html, plain, times=9) / PLAIN_SECONDS)


def assert_cheap(body: str) -> None:
    allowed = min(MAX_SECONDS, BASE_SECONDS + SECONDS_PER_CHARACTER * len(body))

    if cpu_seconds(message_html, body, times=3) > allowed:  # or the machine is busy
        assert any(cpu_seconds(message_html, body, times=5) <= allowed * slowness() for _ in range(10)), body[:200]


@pytest.mark.parametrize("length", [LENGTH // 16, LENGTH // 4, LENGTH])
@pytest.mark.parametrize("kind", BODIES)
def test_a_body_costs_what_its_length_costs(kind: str, length: int) -> None:
    unit, part = BODIES[kind]

    assert_cheap((unit * length)[: min(length, round(part * LENGTH))])
    assert_cheap((unit * length)[:length])


def test_a_quote_that_goes_on_lazily_costs_what_its_length_costs() -> None:
    assert_cheap(">" * 100 + "a\n" * 4_900)
    assert_cheap(">" * 10 + "a\n" * 230 + "b" * 9_000)
    assert_cheap("- " * 7 + "a\n" * 160 + "b" * 9_000)


def test_the_worst_that_a_search_finds_is_cheap() -> None:
    """Further with `python -m tests.markup.worst_bodies 600 SEED`."""
    recipe, _ = next(islice(search(SEED, LENGTH), TRIES, None))

    assert_cheap(recipe.body(LENGTH))


def test_without_the_limits_it_would_not_be_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_WORK", 1_000_000)
    monkeypatch.setattr(limits, "MAX_LINES", 1_000_000)

    for dear in ("_.", "a\n", "- a\n", "*a*"):
        with pytest.raises(AssertionError):
            assert_cheap((dear * LENGTH)[:LENGTH])


@pytest.mark.parametrize("path", [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")], ids=lambda path: path.name)
def test_what_people_write_is_far_from_the_limits(path: str) -> None:
    """Documents with tables of names in backticks hold more marks than any message."""
    text = (ROOT / path).read_text()
    for start in range(0, len(text), LENGTH):
        env = {"budget": Budget()}
        MessageParser().parse(text[start : start + LENGTH], env)
        assert env["budget"].spent < MAX_WORK
