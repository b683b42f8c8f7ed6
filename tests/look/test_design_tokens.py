"""The design tokens keep their promises."""

import re

import pytest

from livechat.look.design_tokens import DARK, LIGHT
from livechat.look.stylesheet import STYLESHEET, STYLESHEET_URL

TEXT = ("ink", "ink-soft", "ink-faint", "accent", "danger", "warning", "success")
GROUNDS = ("canvas", "surface", "sunken", "raised", "own-bubble")
OF_ROOMS = {"draft", "marks-said", "unread", "unread-ink", "unread-weight", "unread-words"}  # by rules of each reader
CONTROLS = ("control-line", "accent", "online", "offline")


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_both_themes_have_the_same_names() -> None:
    assert LIGHT.keys() == DARK.keys()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXT)
def test_text_stands_out(theme: dict[str, str], ground: str, text: str) -> None:
    assert contrast(theme[text], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("control", CONTROLS)
def test_controls_stand_out(theme: dict[str, str], control: str) -> None:
    assert contrast(theme[control], theme["surface"]) >= 3
    assert contrast(theme[control], theme["canvas"]) >= 3


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"), [("on-accent", "accent"), ("on-danger", "danger"), ("ink", "highlight"), ("ink", "mark")]
)
def test_text_on_colour_stands_out(theme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(theme[text], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("text", ["code-keyword", "code-string", "code-number", "code-name"])
def test_code_in_colours_stands_out(theme: dict[str, str], text: str) -> None:
    assert contrast(theme[text], theme["sunken"]) >= 4.5


def test_every_token_that_the_stylesheet_uses_exists() -> None:
    used = set(re.findall(r"var\(--([a-z0-9-]+)", STYLESHEET))
    defined = set(re.findall(r"--([a-z0-9-]+):", STYLESHEET))

    assert used <= defined | OF_ROOMS


def test_the_stylesheet_asks_nobody_outside() -> None:
    assert "http" not in STYLESHEET
    assert "@import" not in STYLESHEET
    assert STYLESHEET_URL.startswith("/look/")
