"""What signs within a line mean, and when they are text."""

import re

import pytest

from livechat.markup.html import message_html


def shown(body: str) -> str:
    """The HTML of a paragraph, without what each link has."""
    html = re.sub(r' target="_blank" rel="[^"]*"', "", message_html(body))
    return html.removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("body", "html"),
    [
        (
            "*a* **b** ***c*** _d_ ~~e~~",
            "<em>a</em> <strong>b</strong> <em><strong>c</strong></em> <em>d</em> <s>e</s>",
        ),
        ("**a _b_ c**", "<strong>a <em>b</em> c</strong>"),
        ("**a *b***", "<strong>a <em>b</em></strong>"),
        ("***a* b**", "<strong><em>a</em> b</strong>"),
        ("**_a_**", "<strong><em>a</em></strong>"),
        ("(*a*), \"*b*\"; '*c*'!", "(<em>a</em>), \"<em>b</em>\"; '<em>c</em>'!"),
        ("*a\nb*", "<em>a<br>b</em>"),
        ("__two words__", "<strong>two words</strong>"),
        ("这是**重点**内容", "这是<strong>重点</strong>内容"),
        ("**강조**는", "<strong>강조</strong>는"),
        ("*👍*", "<em>👍</em>"),
        ("*a _b* c_", "<em>a _b</em> c_"),
    ],
)
def test_marks_at_the_borders_of_words_are_emphasis(body: str, html: str) -> None:
    assert shown(body) == html


@pytest.mark.parametrize(
    "body",
    [
        *("snake_case_name", "__init__", "__init__.py", "__all__", "_a_b_", "2*3*4", "2 * 3 * 4", "foo*bar*baz.txt"),
        *(
            "*.*",
            "*.py *.md",
            "**kwargs",
            "f(*args, **kwargs)",
            "~x~",
            "~/a ~/b",
            "****",
            "____",
            "a * b * c",
            "**",
            "a*",
        ),
        *("*a", "/*a*/", "un*believ*able", "5*", "_a.b_c", "x**2 + y**2", "`", "``", "a ` b", "` `"),
    ],
)
def test_names_sums_and_lone_signs_are_text(body: str) -> None:
    assert shown(body) == body


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("¯\\_(ツ)_/¯", "¯\\_(ツ)_/¯"),
        ("C:\\_tmp\\x", "C:\\_tmp\\x"),
        ("D:\\*.txt", "D:\\*.txt"),
        ("\\\\nas\\share", '<span class="address">\\\\nas\\share</span>'),
        ("\\o/", "\\o/"),
        ("\\", "\\"),
        ("a\\", "a\\"),
        ("a\\\nb", "a\\<br>b"),
        ("\\alpha\\_1", "\\alpha\\_1"),
        ("\\d+\\.\\*", "\\d+\\.\\*"),
        ("\\\\*a*", "\\\\*a*"),
        ("\\*a*", "*a*"),
        ("snake\\_case", "snake_case"),
        ("\\`a`", "`a`"),
        ("\\~~a~~", "~~a~~"),
        ("\\[ x \\]", "\\[ x \\]"),
        ("a \\# b", "a \\# b"),
        ("&lt;&copy;", "&amp;lt;&amp;copy;"),
    ],
)
def test_a_backslash_is_text_unless_a_mark_follows(body: str, html: str) -> None:
    assert shown(body) == html


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("`a`", "<code>a</code>"),
        ("`` ` ``", "<code>`</code>"),
        ("`*a* <b>`", "<code>*a* &lt;b&gt;</code>"),
        ("`a\\`", "<code>a\\</code>"),
        ("*a `b* c`", "*a <code>b* c</code>"),
        ("`a``", "`a``"),
    ],
)
def test_code_is_what_it_says(body: str, html: str) -> None:
    assert shown(body) == html


@pytest.mark.parametrize(
    ("body", "html"),
    [
        (":tada:", "🎉"),
        ("done:tada:", "done:tada:"),
        ("(:+1:)", "(👍)"),
        (":white_check_mark: a", "✅ a"),
        (":TADA:", "🎉"),
        ("12:30:45", "12:30:45"),
        ("::tada::", "::tada::"),
        (":nope:", ":nope:"),
        ("`:tada:`", "<code>:tada:</code>"),
    ],
)
def test_the_name_of_an_emoji_is_the_emoji(body: str, html: str) -> None:
    assert shown(body) == html


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("[https://bank.example](https://evil.example/x)", "(evil.example)"),
        ("[bank.com](https://evil.example)", "(evil.example)"),
        ("[Log in at www.bank.com now](https://evil.example)", "(evil.example)"),
        ("[https://bank.com](https://bank.com.evil.example)", "(bank.com.evil.example)"),
        ("[https://bank.com](https://bank.com@evil.example)", "(evil.example)"),
        ("https://bank.com@evil.example", "(evil.example)"),
        ("[apple.com](https://аpple.com)", "(xn--pple-43d.com)"),
        ("[ann@example.org](mailto:eve@example.com)", "(eve@example.com)"),
    ],
)
def test_a_link_that_says_another_place_shows_where_it_leads(body: str, says: str) -> None:
    assert f'<span class="link-host">{says}</span>' in shown(body)


@pytest.mark.parametrize(
    "body",
    [
        "[words](https://example.org)",
        "[https://example.org](https://example.org/deep?er)",
        "[example.org](https://www.example.org/)",
        "[https://example.org:8080](https://example.org:8080/x)",
        "[README.txt](https://git.example.org)",
        "[ann@example.org](mailto:ann@example.org)",
        "https://example.org",
    ],
)
def test_an_honest_link_needs_no_word_more(body: str) -> None:
    assert "link-host" not in shown(body)
