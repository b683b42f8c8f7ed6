"""The stylesheet asks little of a browser that has a long talk on its screen."""

import re
from importlib.resources import files

import pytest

from livechat.look.design_tokens import tokens_css

ANYWHERE_BELOW = {".composer:has(textarea:placeholder-shown)"}  # there is little below


def selectors_that_ask() -> list[str]:
    """All that look at what is in an element."""
    sheet = files("livechat.look").joinpath("app.css").read_text("utf-8") + tokens_css()
    rules = re.findall(r"([^{}]+)\{", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL))
    heads = [head.strip() for rule in rules for head in re.split(r",(?![^(]*\))", rule)]
    return [head for head in heads if ":has(" in head]


def test_there_are_selectors_that_ask() -> None:
    assert len(selectors_that_ask()) > 5


@pytest.mark.parametrize("selector", selectors_that_ask())
def test_what_asks_says_whom_it_is_about(selector: str) -> None:
    """With a `*` there, Chromium looks at the style of every element again whenever anything is put in anywhere."""
    assert "*" not in re.sub(r":has\([^)]*\)+", "", selector)


@pytest.mark.parametrize("selector", selectors_that_ask())
def test_what_asks_is_not_about_what_is_somewhere_in_it(selector: str) -> None:
    """Chromium would walk through all that is in it, and so through every row, whenever anything is put in anywhere."""
    asked = re.sub(r":(not\()?has\((?:[^()]|\([^()]*\))*\)+", "", selector)
    assert not re.search(r"[\w)\]] +[.#\w]", re.sub(r"\s*[>~+]\s*", ">", asked))


@pytest.mark.parametrize("selector", [one for one in selectors_that_ask() if one not in ANYWHERE_BELOW])
def test_what_asks_looks_at_children_only(selector: str) -> None:
    """It is asked again whenever anything is put in anywhere, and would walk through every row each time."""
    assert ":has(" not in selector.replace(":has(> ", "")
