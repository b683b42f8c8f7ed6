"""Message text to safe HTML: Markdown without raw HTML first, then an allow-list as the last step."""

import re
from collections.abc import Iterator
from itertools import islice

import nh3
from markupsafe import Markup, escape

from livechat.markup.limits import MAX_LINKS, TooMuch
from livechat.markup.links import SCHEMES, find_links
from livechat.markup.parser import MessageParser

VERSION = 1
"""Goes up with every change of what `message_html` answers: what was kept of an earlier one is rendered again."""

TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "li", "ol", "p", "pre", "s", "strong", "ul",
}  # fmt: skip

_PARSER = MessageParser()
_between_paragraphs = re.compile(r"\n{2,}")


def message_html(body: str) -> Markup:
    """The body as HTML that can be put into a page as it is, in a time that its length bounds."""
    try:
        html = _PARSER.render(body)
    except TooMuch:
        html = plain_html(body)
    return clean(html)


def plain_html(body: str) -> str:
    """The body as it was typed, its lines and addresses kept."""
    marked = "".join(_linked(body))
    paragraphs = (part.replace("\n", "<br>\n") for part in _between_paragraphs.split(marked))
    return "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)


def _linked(text: str) -> Iterator[str]:
    done = 0
    for link in islice(find_links(text), MAX_LINKS):
        yield escape(text[done : link.start])
        yield f'<a href="{escape(link.href)}">{escape(text[link.start : link.end])}</a>'
        done = link.end
    yield escape(text[done:])


def clean(html: str) -> Markup:
    """What of it is allowed; the last step, whatever was before."""
    allowed = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes=set(SCHEMES),
        url_relative="deny",
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    return Markup(allowed)  # noqa: S704 - nh3 has just cleaned it
