"""What the lines of a message become. Where CommonMark and the person disagree, the person is right."""

import re

import pytest

from livechat.markup.html import message_html
from tests.components.markup import read


def shown(body: str) -> str:
    """The HTML without what each link has."""
    return re.sub(r' target="_blank" rel="[^"]*"', "", message_html(body))


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("a\nb", "<p>a<br>b</p>"),
        ("a\r\nb\rc\u2028d", "<p>a<br>b<br>c<br>d</p>"),
        ("a\n\nb", "<p>a</p><p>b</p>"),
        ("a\n\n\n\nb", "<p>a</p><br><br><p>b</p>"),
        ("a\n \t\nb", "<p>a</p><p>b</p>"),
        ("    not code\n  but indented", "<p>    not code<br>  but indented</p>"),
        ("a  b   c\nd     e", '<p class="columns">a  b   c<br>d     e</p>'),
        ("one   line", "<p>one   line</p>"),
        ("&amp; &#8203; <b>", "<p>&amp;amp; &amp;#8203; &lt;b&gt;</p>"),
        ("[done]: https://example.org", '<p>[done]: <a href="https://example.org">https://example.org</a></p>'),
        ("[ann]: yes", "<p>[ann]: yes</p>"),
    ],
)
def test_paragraphs_keep_their_lines_and_spaces(body: str, html: str) -> None:
    assert shown(body) == html


def test_many_empty_lines_do_not_fill_the_screen() -> None:
    assert len(read(message_html("a" + "\n" * 500 + "b")).all("br")) == 20


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("# Title", "<h1>Title</h1>"),
        ("### C# ###", "<h3>C# ###</h3>"),
        ("#winning", "<p>#winning</p>"),
        ("#123", "<p>#123</p>"),
        ("#", "<p>#</p>"),
        ("####### a", "<p>####### a</p>"),
        ("\\# a", "<p># a</p>"),
        ("def f():\n    # why\n    return 1", "<p>def f():<br>    # why<br>    return 1</p>"),
        ("Thanks\n-", "<p>Thanks<br>-</p>"),
        ("ok\n--", "<p>ok<br>--</p>"),
        ("Hello\n===", "<p>Hello<br>===</p>"),
        ("Ann\n---\nb", "<p>Ann</p><hr><p>b</p>"),
    ],
)
def test_a_heading_is_meant_and_a_line_below_makes_none(body: str, html: str) -> None:
    assert shown(body) == html


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("> ten?\nno", "<blockquote><p>ten?</p></blockquote><p>no</p>"),
        ("> a\n> b\n>\n> c", "<blockquote><p>a<br>b</p><p>c</p></blockquote>"),
        (">a", "<blockquote><p>a</p></blockquote>"),
        ("> > a\n> b", "<blockquote><blockquote><p>a</p></blockquote><p>b</p></blockquote>"),
        ("so\n> a", "<p>so</p><blockquote><p>a</p></blockquote>"),
        ("> مرحبا", '<blockquote dir="rtl"><p>مرحبا</p></blockquote>'),
        (">_<", "<p>&gt;_&lt;</p>"),
        (">5 apples", "<p>&gt;5 apples</p>"),
        (">:(", "<p>&gt;:(</p>"),
        (">", "<p>&gt;</p>"),
        (">>> import os", "<p>&gt;&gt;&gt; import os</p>"),
        ("\\> a", "<p>&gt; a</p>"),
    ],
)
def test_a_quote_ends_with_its_line(body: str, html: str) -> None:
    assert shown(body) == html


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("* a\n\n* b", '<ul class="loose"><li>a</li><li>b</li></ul>'),
        ("- a\n  b", "<ul><li>a<br>b</li></ul>"),
        ("- a\nb", "<ul><li>a</li></ul><p>b</p>"),
        ("- a\n  - b\n    c\n- d", "<ul><li>a<ul><li>b<br>c</li></ul></li><li>d</li></ul>"),
        ("- a\n\n  b", "<ul><li>a<p>b</p></li></ul>"),
        ("1. a\n   - b", '<ol><li value="1">a<ul><li>b</li></ul></li></ol>'),
        ("so\n- a", "<p>so</p><ul><li>a</li></ul>"),
        ("3. yes", '<ol><li value="3">yes</li></ol>'),
        ("2. yes\n4. no", '<ol><li value="2">yes</li><li value="4">no</li></ol>'),
        ("10. ten\n9. nine", '<ol><li value="10">ten</li><li value="9">nine</li></ol>'),
        ("1) a", '<ol class="parentheses"><li value="1">a</li></ol>'),
        ("1. a\n- b", '<ol><li value="1">a</li></ol><ul><li>b</li></ul>'),
        ("- مرحبا", '<ul dir="rtl"><li>مرحبا</li></ul>'),
        ("1986. A good year", "<p>1986. A good year</p>"),
        ("007. Bond", "<p>007. Bond</p>"),
        ("1\\. a", "<p>1. a</p>"),
        ("\\- a", "<p>- a</p>"),
        ("-", "<p>-</p>"),
        ("- -", "<p>- -</p>"),
        ("1.", "<p>1.</p>"),
        ("+ 1 agree", "<p>+ 1 agree</p>"),
        ("+ a", "<p>+ a</p>"),
        ("+ a\n+ b", "<ul><li>a</li><li>b</li></ul>"),
        ("-5 degrees", "<p>-5 degrees</p>"),
    ],
)
def test_lists_show_what_was_typed_before_their_items(body: str, html: str) -> None:
    assert shown(body) == html


def test_tasks_show_their_boxes() -> None:
    assert shown("- [x] done\n- [ ] open\n- [y] else") == (
        '<ul><li class="task">☑ done</li><li class="task">☐ open</li><li>[y] else</li></ul>'
    )


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("```\na\n  b\n```", "<pre><code>a\n  b</code></pre>"),
        ("```py\na\n```", '<pre data-language="py"><code>a</code></pre>'),
        ("```first line\nsecond\n```", "<pre><code>first line\nsecond</code></pre>"),
        ("```npm\ninstall\n```", "<pre><code>npm\ninstall</code></pre>"),
        ("```a\nb```\nc", "<pre><code>a\nb</code></pre><p>c</p>"),
        ("```\na", "<pre><code>a</code></pre>"),
        ("~~~\n```\n~~~", "<pre><code>```</code></pre>"),
        ("  ```\n  a\n b\n  ```", "<pre><code>a\nb</code></pre>"),
        ("- a\n  ```\n  b\n  ```", "<ul><li>a<pre><code>b</code></pre></li></ul>"),
        ("```\n*a* <b>\n```", "<pre><code>*a* &lt;b&gt;</code></pre>"),
        ("```a```", "<p><code>a</code></p>"),
        ("```", "<p>```</p>"),
        ("~~~\n\n~~~", "<p>~~~</p><p>~~~</p>"),
    ],
)
def test_code_between_fences_keeps_all_its_lines(body: str, html: str) -> None:
    assert shown(body) == html


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 |", [["a", "b"], ["1", "2"]]),
        ("a | b\n-|-\n1 | 2", [["a", "b"], ["1", "2"]]),
        ("| a |\n|---|", [["a"]]),
        ("| a | b |\n|---|---|\n| 1 |", [["a", "b"], ["1", ""]]),
        ("| a | b |\n|---|---|\n| 1 \\| 2 | *3* |", [["a", "b"], ["1 | 2", "3"]]),
        ("| a |\n|---|\n| 1 | 2 |", [["a"]]),
        ("a | b\n- | c", []),
        ("| a | b |\n|---|", []),
        ("a\tb\n1\t2", [["a", "b"], ["1", "2"]]),
        ("a\t\tb\n\t\t2\n1", [["a", "", "b"], ["", "", "2"]]),
        ("a\tb\tc\n1\t2\t3\n4\t5", [["a", "b", "c"], ["1", "2", "3"], ["4", "5", ""]]),
        ("a\tb", []),
        ("\tif x:\n\t\treturn", []),
        ("\ta\n\tb", []),
    ],
)
def test_tables_and_spreadsheets_keep_their_columns(body: str, rows: list[list[str]]) -> None:
    table = read(message_html(body))

    assert [[cell.text for cell in row.children if not isinstance(cell, str)] for row in table.all("tr")] == rows


def test_a_row_with_more_cells_than_the_header_is_text() -> None:
    assert shown("| a |\n|---|\n| 1 | 2 |").endswith("<p>| 1 | 2 |</p>")


def test_columns_are_aligned_and_the_table_scrolls_by_itself() -> None:
    table = read(message_html("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |")).one("div", class_="table-scroll")

    assert [cell.attributes.get("class") for cell in table.all("td")] == [None, "center", "right"]
