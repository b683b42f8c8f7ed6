"""Message text to safe HTML: what people mean by their signs first, then an allow-list as the last step."""

import re
from collections.abc import Iterable, Set
from itertools import islice

import nh3
from markupsafe import Markup, escape

from livechat.markup.blocks.gaps import gap
from livechat.markup.blocks.rules import render_blocks
from livechat.markup.inline.addresses import find_addresses
from livechat.markup.inline.links import address_html
from livechat.markup.limits import MAX_LINKS, SCHEMES, Terms, TooMuch

VERSION = 4
"""Goes up with every change of what `message_html` answers: what was kept of an earlier one is rendered again."""

TAGS = {
    "a", "blockquote", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre",
    "s", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
CLASSES = {
    "div": {"table-scroll"},
    "li": {"task"},
    "ol": {"loose", "parentheses"},
    "p": {"columns"},
    "span": {"address", "link-host"},
    "td": {"center", "right"},
    "th": {"center", "right"},
    "ul": {"loose"},
}
ATTRIBUTES = {"a": {"href"}, "li": {"value"}, "pre": {"data-language"}}
RIGHT_TO_LEFT = {tag: {"dir": {"rtl"}} for tag in ("blockquote", "ol", "table", "ul")}

_line_break = re.compile("\r\n|[\r\n\u2028\u2029]")
_empty_lines = re.compile(r"\n(?:[ \t]*\n)+")


def message_html(body: str, schemes: Set[str] = SCHEMES) -> Markup:
    """The body as HTML that can be put into a page as it is, in a time that its length bounds.

    `schemes` are those that its links may have.
    """
    lines = _line_break.split(body)
    try:
        html = "".join(render_blocks(lines, Terms(schemes)))
    except TooMuch:
        html = plain_html("\n".join(lines), schemes)
    return clean(html, schemes)


def plain_html(body: str, schemes: Set[str] = SCHEMES) -> str:
    """The body as it was typed, its lines and addresses kept."""
    parts: list[str] = []
    done = 0
    for empty in _empty_lines.finditer(body):
        parts += _plain_paragraph(body[done : empty.start()], schemes), gap(empty[0].count("\n") - 1)
        done = empty.end()
    return "".join((*parts, _plain_paragraph(body[done:], schemes)))


def _plain_paragraph(text: str, schemes: Set[str]) -> str:
    return f"<p>{''.join(_linked(text, schemes)).replace(chr(10), '<br>')}</p>"


def _linked(text: str, schemes: Set[str]) -> Iterable[str]:
    done = 0
    for address in islice(find_addresses(text, schemes), MAX_LINKS):
        yield escape(text[done : address.start])
        yield address_html(text, address)
        done = address.end
    yield escape(text[done:])


def clean(html: str, schemes: Set[str] = SCHEMES) -> Markup:
    """What of it is allowed; the last step, whatever was before."""
    allowed = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        tag_attribute_values=RIGHT_TO_LEFT,
        url_schemes=set(schemes),
        url_relative="deny",
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    return Markup(allowed)  # noqa: S704 - nh3 has just cleaned it
