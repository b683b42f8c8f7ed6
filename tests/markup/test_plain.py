"""The one plain form: what is shown, on one line."""

import pytest

from livechat.markup.html import message_html
from livechat.markup.plain import plain_text, shortened


@pytest.mark.parametrize(
    ("body", "plain"),
    [
        ("**hi** [x](https://example.org)", "hi x"),
        ("a\n\n\nb\n  c", "a b c"),
        ("- a\n- b", "• a • b"),
        ("3. a\n4) b", "3. a 4. b"),
        ("- [x] a\n- [ ] b", "☑ a ☐ b"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a · b 1 · 2"),
        ("> a\n\nb", "a b"),
        ("a\n---\nb", "a — b"),
        ("```py\nx < y\n```", "x < y"),
        ("a &amp; <b>", "a &amp; <b>"),
        ("&nbsp;&amp;lt; &quot;", "&nbsp;&amp;lt; &quot;"),
        ('a\u00a0"b" > c', 'a "b" > c'),
        ("2*3*4 __init__", "2*3*4 __init__"),
        (":tada:", "🎉"),
        ("# A\nb", "A b"),
    ],
)
def test_it_has_no_signs_and_no_targets(body: str, plain: str) -> None:
    assert plain_text(message_html(body)) == plain


@pytest.mark.parametrize(
    ("text", "characters", "cut"),
    [
        ("hello world", 11, "hello world"),
        ("hello world", 10, "hello…"),
        ("hello world there", 12, "hello world…"),
        ("hello world there", 6, "hello…"),
        ("longword", 5, "long…"),
        ("a longword", 5, "a…"),
    ],
)
def test_it_is_cut_at_a_word(text: str, characters: int, cut: str) -> None:
    assert shortened(text, characters) == cut
    assert len(cut) <= characters
