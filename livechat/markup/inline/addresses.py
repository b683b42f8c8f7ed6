"""Finds addresses in text, in one pass: each character belongs to one stretch, and no stretch is looked at twice.

What is one: anything with a scheme of the list, `www.`, mail, hosts of one's own network. A name with a full stop in it
is a file or the end of a sentence, unless it ends like the few that nobody takes for one.
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from livechat.markup.inline.hosts import MAX_HOST_CHARACTERS, is_host, is_ipv6, is_known_host, may_be_host
from livechat.markup.inline.hrefs import href_of, is_allowed
from livechat.markup.limits import SCHEMES

SELECTED_SCHEMES = ("smb", "file", "afp", "nfs")
"""Places which no browser opens from a page: they are shown so that one click selects them."""

_GOES_ON_FROM = tuple(":/@\\&=#%?$")
_PUNCTUATION = ".,;:!?'*~([{"  # ends a sentence or opens what follows, when nothing of the address comes after it
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_WIDE = "\u2018-\u201f\u2026\u3000-\u3003\u3008-\u3011\u3014-\u301b\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"

_USER = r"(?:[^\s/?#@<>\"()\[\]]{1,50}@)?"
_host = re.compile(rf"{_USER}(?:\[[0-9a-fA-F:.]{{2,45}}\]|\w[\w.-]{{0,{MAX_HOST_CHARACTERS}}})")
_ASCII = "".join(map(chr, range(128)))
_port = re.compile(r":\d{1,5}(?!\d)")
_stretch = re.compile(rf"[^\s\x00-\x1f\x7f<>\"`\\()\[\]{{}}{_WIDE}]*+")
_candidate = re.compile(
    r"(?P<word>[\w.+-]++(?:@[\w.-]++)?+)"
    r"|\[(?P<six>[0-9a-fA-F:.]{2,45})\](?!\()"
    r"|(?<![^\s(\"'])(?P<share>\\\\[\w.-]++(?:\\[^\s\\/:*?\"<>|]++)++\\?)"
)
_scheme = re.compile(r"(?<![A-Za-z0-9.+-])[A-Za-z][A-Za-z0-9+.-]{1,30}\Z")
_number = re.compile(r":(\+?\d(?:[\d().-]*\d)?)(?![\w@])")
_mailbox = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]{0,63}")


@dataclass(frozen=True, slots=True)
class Address:
    """Where an address stands in a text, and where it leads; `href` is empty for what is only to be selected."""

    start: int
    end: int
    href: str


def find_addresses(text: str, schemes: Set[str] = SCHEMES) -> Iterator[Address]:
    """The addresses in their order."""
    position = done = 0
    while found := _candidate.search(text, position):
        address = _address_at(text, found, schemes)
        position = found.end()
        if address is not None and address.start >= done:
            yield address
            done = address.end
            position = max(position, done)


def _address_at(text: str, found: re.Match[str], schemes: Set[str]) -> Address | None:
    start, end = found.span()
    if found["share"]:
        return Address(start, end - _trailing(found[0], ".,;!'"), "")
    if found["six"]:
        is_address = found["six"] != "::" and is_ipv6(found["six"])
        return _of_own_network(text, start, end) if is_address else None
    if text.startswith(":", end):
        if text.startswith("://", end):
            return _with_scheme(text, start, end, schemes)
        if text[start:end].lower() == "tel":
            return _telephone(text, start, end)
    if "@" in found["word"]:
        return _mail(text, start, end)
    return _bare(text, start, end)


def _with_scheme(text: str, start: int, end: int, schemes: Set[str]) -> Address | None:
    found = _scheme.search(text, max(start, end - 31), end)
    scheme = found[0].lower() if found else ""
    if not found or not (scheme in schemes or scheme in SELECTED_SCHEMES):
        return None
    if scheme in SELECTED_SCHEMES:
        last = _end_of_path(text, end + 3)
        last -= _trailing(text[end + 3 : last], _PUNCTUATION)
        return Address(found.start(), last, "") if last > end + 3 else None
    host = _host.match(text, end + 3)
    if host is None or scheme in ("mailto", "tel"):
        return None
    last = _end_after_host(text, host.start() + _host_length(host[0]))
    href = href_of(text[found.start() : last])
    return Address(found.start(), last, href) if is_allowed(href, schemes) else None


def _host_length(host: str) -> int:
    """Where words are not parted by spaces, the text may go on right behind a known ending."""
    length = len(host) - len(host.lstrip(_ASCII))
    return length if length < len(host) and is_known_host(host[:length].rpartition("@")[2]) else len(host)


def _telephone(text: str, start: int, end: int) -> Address | None:
    found = _number.match(text, end)
    return Address(start, found.end(), f"tel:{found[1]}") if found and len(found[1]) > 2 else None


def _mail(text: str, start: int, end: int) -> Address | None:
    mailbox, _, host = text[start:end].partition("@")
    named, host = mailbox.lstrip(".+-"), host.rstrip(".-_")
    if not _mailbox.fullmatch(named) or not is_known_host(host):
        return None
    begin = start + len(mailbox) - len(named)
    last = begin + len(named) + 1 + len(host)
    has_scheme = text[max(0, begin - 7) : begin].lower() == "mailto:"
    return Address(begin - 7 if has_scheme else begin, last, href_of(f"mailto:{named}@{host}"))


def _bare(text: str, start: int, end: int) -> Address | None:
    """`www.example.org`, `nas.local/x`: unless it goes on from something that makes another thing of it."""
    host = text[start:end].rpartition("+")[2].lstrip("_-")
    begin, host = end - len(host), host.rstrip(".-_")
    end = begin + len(host)
    if not may_be_host(host):
        return None
    if not host[:1].isalnum() or (begin == start and text[max(0, start - 1) : start] in _GOES_ON_FROM):
        return None
    return _of_own_network(text, begin, end) if is_host(host, has_more=_goes_on(text, end)) else None


def _of_own_network(text: str, begin: int, end: int) -> Address:
    last = _end_after_host(text, end)
    return Address(begin, last, href_of(f"http://{text[begin:last]}"))


def _goes_on(text: str, end: int) -> bool:
    """Whether a port or a path follows a host."""
    port = _port.match(text, end)
    return port is not None or (text.startswith("/", end) and text[end + 1 : end + 2].strip() != "")


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
