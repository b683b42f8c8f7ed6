"""Message text to safe HTML: Markdown without raw HTML first, then an allow-list as the last step."""

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

NESTING_LIMIT = 20
TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "li", "ol", "p", "pre", "s", "strong", "ul",
}  # fmt: skip
URL_SCHEMES = {"http", "https", "mailto"}
EMOJI_ONLY_MAX_CHARACTERS = 12


_PARSER = (
    MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True, "maxNesting": NESTING_LIMIT})
    .enable(["linkify", "strikethrough"])
    .disable("image")
)


def message_html(body: str) -> Markup:
    """The body as HTML that can be put into a page as it is."""
    rendered = _PARSER.render(body)
    clean = nh3.clean(
        rendered,
        tags=TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        attribute_filter=_absolute_links_only,
        url_schemes=URL_SCHEMES,
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    return Markup(clean)  # noqa: S704 - nh3 has just cleaned it


def _absolute_links_only(_tag: str, attribute: str, value: str) -> str | None:
    is_absolute = value.lower().startswith(tuple(f"{scheme}:" for scheme in URL_SCHEMES))
    return value if attribute != "href" or is_absolute else None


def is_emoji_only(body: str) -> bool:
    """Whether a message is nothing but a few emoji, which are shown large."""
    text = body.strip()
    return 0 < len(text) <= EMOJI_ONLY_MAX_CHARACTERS and all(_is_emoji(char) for char in text)


def _is_emoji(char: str) -> bool:
    code = ord(char)
    return 0x1F000 <= code <= 0x1FAFF or 0x2600 <= code <= 0x27BF or code in (0x200D, 0xFE0F, 0x20) or code == 0x2B50
