"""The parser's rule for `[words](address "title")`.

The library looks for the end of the words anew from each bracket; here all pairs of a paragraph are found at once.
"""

import re

from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline

from livechat.markup.limits import budget_of
from livechat.markup.links import href_of, is_allowed

_sign = re.compile(r"\\.|`+|[\[\]]", re.DOTALL)
_ticks = re.compile(r"`+")
_ADDRESS = r"[^\s()\\<]++|\\\S"
_target = re.compile(
    rf"\(\s*+(?:<(?P<angled>(?:[^<>\n\\]++|\\.)*+)>"
    rf"|(?P<bare>(?:{_ADDRESS}|\((?:{_ADDRESS}|\((?:{_ADDRESS})*+\))*+\))++))"
    r"(?:\s++(?P<title>\"(?:[^\"\\]++|\\.)*+\"|'(?:[^'\\]++|\\.)*+'|\((?:[^()\\]++|\\.)*+\)))?+\s*+\)",
    re.DOTALL,
)


def link_words(state: StateInline, silent: bool) -> bool:
    """A link whose words and address are both given."""
    if state.linkLevel or state.src[state.pos] != "[":
        return False
    words_end = _pairs(state).get(state.pos)
    target = None if words_end is None else _target.match(state.src, words_end + 1)
    if words_end is None or target is None:
        return False
    href = href_of(unescapeAll(target["angled"] or target["bare"] or ""))
    if not is_allowed(href) or not budget_of(state.env).spend_link():
        return False
    if not silent:
        _push(state, words_end, href, unescapeAll((target["title"] or "")[1:-1]))
    state.pos = target.end()
    return True


def _push(state: StateInline, words_end: int, href: str, title: str) -> None:
    whole_end = state.posMax
    state.pos, state.posMax = state.pos + 1, words_end
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": href, "title": title} if title else {"href": href}
    state.linkLevel += 1
    state.md.inline.tokenize(state)
    state.linkLevel -= 1
    state.push("link_close", "a", -1)
    state.posMax = whole_end


def _pairs(state: StateInline) -> dict[int, int]:
    """Each bracket that begins the words of a link, with the one that ends them."""
    kept: dict[str, dict[int, int]] = state.env.setdefault("pairs", {})
    if state.src not in kept:
        kept[state.src] = find_pairs(state.src)
    return kept[state.src]


def find_pairs(text: str) -> dict[int, int]:
    """Pairs of brackets before a parenthesis, none in code and none around another."""
    code_ends = _code_ends(text)
    pairs: dict[int, int] = {}
    opened: list[int] = []
    position = 0
    while sign := _sign.search(text, position):
        position = sign.end()
        if sign[0][0] == "`":
            position = code_ends.get(sign.start(), position)
        elif sign[0] == "[":
            opened.append(sign.start())
        elif sign[0] == "]" and opened:
            start = opened.pop()
            if text.startswith("(", position):
                pairs[start] = sign.start()
                opened.clear()  # what is around a link is none
    return pairs


def _code_ends(text: str) -> dict[int, int]:
    """Where the code ends that begins at each run of backticks, if another one of its length follows."""
    ends: dict[int, int] = {}
    later: dict[int, int] = {}
    for run in reversed(list(_ticks.finditer(text))):
        length = run.end() - run.start()
        if length in later:
            ends[run.start()] = later[length]
        later[length] = run.end()
    return ends
