"""`[words](address)`."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from livechat.markup.inline.code_spans import CodeSpan
from livechat.markup.inline.hrefs import href_of, is_allowed
from livechat.markup.limits import SCHEMES

_sign = re.compile(r"\\.|`+|[\[\]]", re.DOTALL)
_STRETCH = r"[^\s()<>]++"
_ADDRESS = rf"(?:{_STRETCH}|\((?:{_STRETCH}|\((?:{_STRETCH})*+\))*+\))++"  # with parentheses in parentheses
_target = re.compile(rf"\([ \t]*+(?:<(?P<angled>[^<>\n]++)>|(?P<bare>{_ADDRESS}))[ \t]*+\)")


@dataclass(frozen=True, slots=True)
class BracketedLink:
    """Where it begins and ends, where its words end, and where it leads."""

    start: int
    words_end: int
    end: int
    href: str


def find_bracketed_links(text: str, code: Sequence[CodeSpan], schemes: Set[str] = SCHEMES) -> Iterator[BracketedLink]:
    """The links in their order; those without words, or whose target is not allowed, are text."""
    if "](" not in text:
        return
    for start, words_end in _pairs(text, {span.start: span.end for span in code}):
        target = _target.match(text, words_end + 1)
        href = href_of((target["angled"] or target["bare"]).strip()) if target else ""
        if target and is_allowed(href, schemes) and text[start + 1 : words_end].strip():
            yield BracketedLink(start, words_end, target.end(), href)


def _pairs(text: str, code: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Brackets with words between them before a parenthesis, none in code and none around another."""
    opened: list[int] = []
    position = 0
    while sign := _sign.search(text, position):
        position = sign.end()
        if sign[0][0] == "`":
            position = code.get(sign.start(), position)
        elif sign[0] == "[":
            opened.append(sign.start())
        elif sign[0] == "]" and opened:
            start = opened.pop()
            if text.startswith("(", position):
                yield start, sign.start()
                opened.clear()  # what is around a link is none
