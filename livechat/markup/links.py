"""Finds addresses in text, in one pass: each character belongs to one stretch, and no stretch is looked at twice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from livechat.markup.top_level_domains import is_top_level_domain

SCHEMES = ("https", "http", "mailto")
MAX_HOST_CHARACTERS = 253

_PUNCTUATION = ".,;:!?'*~([{"  # ends a sentence or opens what follows, when nothing of the address comes after it
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_WIDE = "\u2018-\u201f\u2026\u3000-\u3003\u3008-\u3011\u3014-\u301b\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"

_USER = r"(?:[^\s/?#@<>\"()\[\]]{1,50}@)?"
_host = re.compile(rf"{_USER}(?:\[[0-9a-fA-F:.]{{2,45}}\]|\w[\w.-]{{0,{MAX_HOST_CHARACTERS}}})")
_port = re.compile(r":\d{1,5}(?!\d)")
_stretch = re.compile(rf"[^\s\x00-\x1f\x7f<>\"`\\()\[\]{{}}{_WIDE}]*+")
_scheme = re.compile(r"(?<![A-Za-z0-9.+-])https?\Z", re.IGNORECASE)
_word = re.compile(r"[\w.+-]++(?:@[\w.-]++)?+")
_mailbox = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]{0,63}")
_head = re.compile(r"(?:[a-z]+:)?(?://[^/?#]*)?", re.IGNORECASE)

_QUOTED_AS_THEY_ARE = "!#$%&'()*+,/:;=?@[]~|"


@dataclass(frozen=True, slots=True)
class Link:
    """Where an address stands in a text, and where it leads."""

    start: int
    end: int
    href: str


def find_links(text: str) -> Iterator[Link]:
    """The addresses in their order: with a scheme, of mail, or bare ones under a well-known top-level domain."""
    position = linked = 0
    while found := _word.search(text, position):
        link = _link_at(text, found.start(), found.end())
        position = found.end()
        if link is not None and link.start >= linked:
            yield link
            linked = link.end
            position = max(position, linked)


def scheme_before(text: str, colon: int) -> str:
    """`http` or `https`, as it is written, if it stands before this `://`; else nothing."""
    found = _scheme.search(text, max(0, colon - 6), colon)
    return found[0] if found and text.startswith("://", colon) else ""


def address_end(text: str, host: int) -> int:
    """Where the address ends whose host begins here; -1 when there is no host."""
    found = _host.match(text, host)
    return -1 if found is None else _end_after_host(text, found.end())


def href_of(address: str) -> str:
    """An address as an attribute holds it: what stands after its host is quoted where a URL asks for it."""
    head = _head.match(address)
    after = head.end() if head else 0
    return address[:after] + quote(address[after:], safe=_QUOTED_AS_THEY_ARE, errors="replace")


def is_allowed(address: str) -> bool:
    """Whether its scheme is one that messages may lead to; what has none leads into our own pages."""
    scheme, colon, _ = address.partition(":")
    return bool(colon) and scheme.lower() in SCHEMES


def _link_at(text: str, start: int, end: int) -> Link | None:
    """The link of a word, which begins at `start` and runs to `end`."""
    if scheme := scheme_before(text, end):
        last = address_end(text, end + 3)
        return None if last < 0 else Link(end - len(scheme), last, href_of(text[end - len(scheme) : last]))
    if "@" in text[start:end]:
        return _mail_link(text, start, end)
    return _bare_link(text, start, end) if "." in text[start:end] else None


def _mail_link(text: str, start: int, end: int) -> Link | None:
    mailbox, _, host = text[start:end].partition("@")
    named, host = mailbox.lstrip(".+-"), host.rstrip(".-_")
    if not _mailbox.fullmatch(named) or not _is_known_host(host):
        return None
    begin = start + len(mailbox) - len(named)
    last = begin + len(named) + 1 + len(host)
    has_scheme = text[max(0, begin - 7) : begin].lower() == "mailto:"
    return Link(begin - 7 if has_scheme else begin, last, href_of(f"mailto:{named}@{host}"))


def _bare_link(text: str, start: int, end: int) -> Link | None:
    """`example.org/path`, unless it goes on from something that makes another thing of it: `/`, `:`, `@`."""
    begin = max(start, text.rfind("+", start, end) + 1)
    host = text[begin:end].lstrip("_-")
    begin = end - len(host)
    if (begin == start and start > 0 and text[start - 1] in ":/@\\&=#%?") or not host[:1].isalnum():
        return None
    host = host.rstrip(".-_")
    if not _is_known_host(host):
        return None
    last = _end_after_host(text, begin + len(host) if len(host) < end - begin else end)
    return Link(begin, last, href_of(f"http://{text[begin:last]}"))


def _is_known_host(host: str) -> bool:
    labels = host.split(".")
    return (
        len(labels) > 1
        and len(host) <= MAX_HOST_CHARACTERS
        and all(0 < len(label) <= 63 for label in labels)
        and is_top_level_domain(labels[-1])
    )


def _end_after_host(text: str, host_end: int) -> int:
    port = _port.match(text, host_end)
    begin = port.end() if port else host_end
    if text[begin : begin + 1] not in ("/", "?", "#"):
        return begin if port else host_end - _trailing(text[max(0, host_end - MAX_HOST_CHARACTERS) : host_end], ".-_")
    end = _end_of_path(text, begin)
    return end - _trailing(text[begin + 1 : end], _PUNCTUATION)


def _trailing(text: str, characters: str) -> int:
    return len(text) - len(text.rstrip(characters))


def _end_of_path(text: str, position: int) -> int:
    """Up to what no address holds, or the first bracket that closes what this one did not open."""
    is_open = dict.fromkeys(_BRACKETS.values(), 0)
    while stretch := _stretch.match(text, position):
        position = stretch.end()
        bracket = text[position : position + 1]
        opens = _BRACKETS.get(bracket, "")
        if bracket in is_open:
            is_open[bracket] += 1
        elif opens and is_open[opens]:
            is_open[opens] -= 1
        else:
            break
        position += 1
    return position
