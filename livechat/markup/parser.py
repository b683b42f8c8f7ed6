"""Markdown as messages have it: CommonMark without raw HTML, pictures, link definitions and underlined headings."""

import re

from markdown_it import MarkdownIt

from livechat.markup import limits, link_rules
from livechat.markup.bracketed_links import link_words
from livechat.markup.links import href_of, is_allowed

_BEGINS_SOMETHING = re.compile(r"[\n\\`*_~\[\]<&]|:(?=//)")


class MessageParser(MarkdownIt):
    """Raises limits.TooMuch for a text that would be dear."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False, "breaks": True, "maxNesting": limits.MAX_LEVEL + 4})
        self.enable("strikethrough").disable(["image", "html_inline", "html_block", "reference", "lheading"])
        self.inline.terminator_re = _BEGINS_SOMETHING
        self.inline.ruler.at("link", link_words)
        self.inline.ruler.at("autolink", link_rules.link_angled)
        self.inline.ruler.after("text", "schemes", link_rules.link_schemes)
        self.core.ruler.after("inline", "links", link_rules.link_the_rest)
        self.core.ruler.before("normalize", "lines", limits.limit_lines)
        self.core.ruler.after("block", "marks", limits.limit_marks)
        self.block.ruler.before("code", "limit", limits.limit_blocks)

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - named by the library
        return href_of(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - named by the library
        return link

    def validateLink(self, url: str) -> bool:  # noqa: N802 - named by the library
        return is_allowed(url)
