"""The text of one paragraph: bold and italics, code, links, names of emoji.

First it is found where code, links and addresses stand, then one pass goes through what is between them. What is
nothing of all this is text, as it was typed.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from itertools import islice

from markupsafe import escape

from livechat.markup.inline.addresses import Address, find_addresses
from livechat.markup.inline.bracketed_links import BracketedLink, find_bracketed_links
from livechat.markup.inline.code_spans import CodeSpan, find_code_spans
from livechat.markup.inline.emoji import emoji_at
from livechat.markup.inline.emphasis import Emphasis
from livechat.markup.inline.escapes import Escape, find_escapes
from livechat.markup.inline.links import address_html, link_html
from livechat.markup.limits import MAX_LINKS, WORK_OF_TEXT, Terms

_may_mean_something = re.compile(r"[\\`*_~\[\n:@/]|\.[a-z0-9]")
_sign = re.compile(r"\*+|_+|~+|\n|:(?=[\w+-]{1,60}:)", re.ASCII)

_Place = CodeSpan | BracketedLink | Address | Escape


def render_inline(text: str, terms: Terms) -> str:
    """A paragraph's text as HTML. Raises TooMuch."""
    if not _may_mean_something.search(text):
        return str(escape(text))
    terms.spend(WORK_OF_TEXT)
    return _Reader(text, _places(text, terms.schemes), terms).read(0, len(text))


def _places(text: str, schemes: Set[str]) -> list[_Place]:
    """What is more than a sign, by where it begins. Where two overlap, the one that begins first counts."""
    escapes = find_escapes(text)
    code = find_code_spans(text, escapes)
    links = find_bracketed_links(text, code, schemes)
    addresses = islice(find_addresses(text, schemes), MAX_LINKS)
    return sorted((*map(Escape, escapes), *code, *links, *addresses), key=lambda place: place.start)


class _Reader:
    """Goes through a paragraph, or through the words of a link in it."""

    def __init__(self, text: str, places: Sequence[_Place], terms: Terms, *, is_in_link: bool = False) -> None:
        self._text = text
        self._places = places
        self._terms = terms
        self._is_in_link = is_in_link

    def read(self, start: int, end: int) -> str:
        """A part of the text as HTML."""
        self._out = Emphasis(self._text, start, end, self._terms)
        for place in self._places:
            if start <= place.start and place.end <= end and (html := self._html(place)):
                self._read_text(start, place.start)
                self._out.add(html)
                start = place.end
        self._read_text(start, end)
        return self._out.html()

    def _read_text(self, start: int, end: int) -> None:
        for sign in _sign.finditer(self._text, start, end):
            if sign.start() < start:
                continue  # in the name of an emoji
            self._add_text(start, sign.start())
            start = self._read_sign(sign[0], sign.start())
        self._add_text(start, end)

    def _read_sign(self, sign: str, at: int) -> int:
        """Add what the sign means; answers the place behind that."""
        self._terms.spend()
        if sign == ":":
            emoji, end = emoji_at(self._text, at)
            self._out.add(emoji or ":")
            return end
        if sign == "\n":
            self._out.add("<br>")
        else:
            self._out.add_run(sign, at)
        return at + len(sign)

    def _add_text(self, start: int, end: int) -> None:
        if start < end:
            self._out.add(str(escape(self._text[start:end])))

    def _html(self, place: _Place) -> str:
        match place:
            case Escape():
                self._terms.spend()
                return str(escape(self._text[place.start + 1 : place.end]))
            case CodeSpan():
                self._terms.spend()
                return f"<code>{escape(place.content)}</code>"
            case _ if self._is_in_link or not self._terms.spend_link():
                return ""
            case Address():
                return address_html(self._text, place)
            case BracketedLink():
                return link_html(self._words(place), self._text[place.start + 1 : place.words_end], place.href)

    def _words(self, link: BracketedLink) -> str:
        first = bisect_left(self._places, link.start + 1, key=lambda place: place.start)
        last = bisect_left(self._places, link.words_end, key=lambda place: place.start)
        inside = _Reader(self._text, self._places[first:last], self._terms, is_in_link=True)
        return inside.read(link.start + 1, link.words_end)
