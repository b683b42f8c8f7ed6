"""The parser's rules for addresses that stand in the text as they are."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from livechat.markup.limits import budget_of
from livechat.markup.links import SCHEMES, address_end, find_links, href_of, scheme_before

_angled = re.compile(
    rf"<((?P<scheme>(?:{'|'.join(SCHEMES)}):)[^<>\x00-\x20]*+|[\w.!#$%&'*+/=?^`{{|}}~-]{{1,64}}@[a-z0-9][a-z0-9.-]{{0,252}})>",
    re.IGNORECASE,
)


def link_schemes(state: StateInline, silent: bool) -> bool:
    """`https://…`, before stars and underscores in it can be taken for emphasis."""
    colon = state.pos
    if state.linkLevel or not (scheme := scheme_before(state.src, colon)):
        return False
    end = address_end(state.src, colon + 3)
    if end < 0:
        return False
    if not silent:
        if not state.pending.endswith(scheme) or not budget_of(state.env).spend_link():
            return False
        state.pending = state.pending[: -len(scheme)]
        address = state.src[colon - len(scheme) : end]
        _push(state, address, address)
    state.pos = end
    return True


def link_angled(state: StateInline, silent: bool) -> bool:
    """`<https://…>` and `<somebody@example.org>`."""
    found = None if state.linkLevel else _angled.match(state.src, state.pos)
    if found is None or not budget_of(state.env).spend_link():
        return False
    if not silent:
        _push(state, found[1], found[1] if found["scheme"] else f"mailto:{found[1]}")
    state.pos = found.end()
    return True


def _push(state: StateInline, text: str, address: str) -> None:
    state.push("link_open", "a", 1).attrs = {"href": href_of(address)}
    state.push("text", "", 0).content = text
    state.push("link_close", "a", -1)


def link_the_rest(state: StateCore) -> None:
    """Bare domains and addresses of mail, in what has become plain text."""
    for block in state.tokens:
        if block.type == "inline" and block.children and ("." in block.content or "@" in block.content):
            block.children = list(_linked(block.children, state.env))


def _linked(tokens: Iterable[Token], env: Any) -> Iterator[Token]:
    links = 0
    before: Token | None = None
    for token in tokens:
        links += token.nesting if token.tag == "a" else 0
        if token.type == "text" and not links:
            yield from _split(token, env, after_escape=before is not None and before.type == "text_special")
        else:
            yield token
        before = token


def _split(token: Token, env: Any, *, after_escape: bool) -> Iterator[Token]:
    """Text and links in turn. What a backslash or an entity stands before is not the beginning of an address."""
    text, done = token.content, 0
    for link in find_links(text):
        if link.start == 0 and after_escape:
            continue
        if not budget_of(env).spend_link():
            break
        if link.start > done:
            yield _text(text[done : link.start])
        yield Token("link_open", "a", 1, attrs={"href": link.href})
        yield _text(text[link.start : link.end])
        yield Token("link_close", "a", -1)
        done = link.end
    if done < len(text):
        yield _text(text[done:])


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
