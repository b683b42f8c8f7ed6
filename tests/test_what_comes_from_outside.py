"""Every parser of what comes from outside costs what the length costs, and never more than a moment."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import pytest

from livechat.clock import SystemClock
from livechat.components.commands import parse_command
from livechat.errors import Invalid
from livechat.markup.excerpts import excerpt
from livechat.markup.plain import plain_text
from livechat.services.accounts.profile_fields import clean_about, clean_display_name, clean_email, folded_email
from livechat.services.accounts.request_source import RequestSource
from livechat.services.rooms.room_fields import clean_description, clean_name
from livechat.services.rooms.slugs import slugify
from livechat.store.search import fts_query
from livechat.text import one_line, strip_unstorable, without_hidden
from livechat.web.login.cookies import Cookies, read_cookie
from livechat.web.login.next_url import local_path
from livechat.web.login.request_source import device_name, request_source_of
from livechat.web.middleware.proxy import ProxyMiddleware
from livechat.web.middleware.same_origin import is_same_origin
from livechat.web.operator_hints import OperatorHints
from livechat.web.sockets.event_checks import is_event, is_log
from livechat.web.sockets.frame_checks import FrameRefused, check_frame
from tests.cpu_time import cpu_seconds, takes_at_most

LENGTH = 131_072  # of the largest frame; what else comes in is shorter
MESSAGE = 10_000  # characters of the longest
HEADERS = 16_384  # of a request, all together
MAX_SECONDS = 0.020  # of such a text
GROWTH = 10  # at most, while the length grows four times; linear is four
COUNTED_FROM_SECONDS = 0.005  # less is noise

COOKIES = Cookies("secret of the server")
SESSION_COOKIE = COOKIES.session_name(is_secure=False)

UNITS = (
    *("a", "a ", "a.", "a@", "A", "1", "9", "0", "é", "e\u0301", "中", "👍", "\u0130", "\ufdfa", "\u200b", "\u202e"),
    *(" ", "\n", "\t", "\x00", "\x02", "\x03", "\x02a\x03", "\\", "\\a", "\\\\", '"', '"\\a', '\\"', "'", ";", "a=;"),
    *("=", ",", ":", "::", "/", "//", "../", "?", "&a=", "#", "%", "%2F", "@", "[", "]", "[]", "{", '{"a":', "(", "-"),
    *("127.0.0.1,", "[::1],", "[::1]:1,", "1.", "42[", '["event",', "\\u0000", "<", "&amp;", "*"),
)
WRAPPINGS = (("", ""), ('"', '"'), (f'{SESSION_COOKIE}="', '"'), ("/", ""), ("http://", "/"))
FRAMES = (('42["event",', "]"), ('42["event","', '"]'), ("42", ""), ("43", "[]"), ("40", ""))


def request(**headers: str) -> dict[str, Any]:
    encoded = [(name.replace("_", "-").encode(), value.encode("utf-8")) for name, value in headers.items()]
    return {"type": "http", "scheme": "http", "method": "POST", "client": ("127.0.0.1", 1), "headers": encoded}


async def _nowhere(*_: Any) -> None:
    """An application that does nothing."""


async def forwarded(text: str) -> None:
    proxy = ProxyMiddleware(_nowhere, OperatorHints(SystemClock()), ("127.0.0.0/8", "::1"), "https://chat.example.org")
    await proxy(request(x_forwarded_for=f"{text},127.0.0.1", x_forwarded_proto=text, host=text), _nowhere, _nowhere)  # type: ignore[arg-type]  # never asked


def run(parser: Callable[[str], Any], text: str) -> None:
    with suppress(Invalid, FrameRefused):
        answer = parser(text)
        if hasattr(answer, "send"):
            with suppress(StopIteration):
                answer.send(None)


PARSERS: dict[str, Callable[[str], Any]] = {
    "cookie": lambda text: read_cookie(request(cookie=text[:HEADERS]), SESSION_COOKIE),
    "source": lambda text: request_source_of(request(cookie=text[:HEADERS], user_agent=text[:HEADERS]), COOKIES),
    "device": device_name,
    "network": lambda text: RequestSource(address=text).network,
    "forwarded": forwarded,
    "origin": lambda text: is_same_origin(request(origin=text, host="chat.example.org")),
    "referer": lambda text: is_same_origin(request(referer=text, host="chat.example.org")),
    "host": lambda text: is_same_origin(request(origin="http://chat.example.org", host=text)),
    "next": local_path,
    "frame": lambda text: check_frame({"text": text}),
    "event": lambda text: is_event({"id": 1, "listener_id": text, "args": [text]}),
    "log": lambda text: is_log({"level": "info", "message": text}),
    "command": parse_command,
    "search": fts_query,
    "plain form": plain_text,
    "excerpt": lambda text: excerpt(text[:MESSAGE], {text[:5], text[9:12]}),
    "text": strip_unstorable,
    "line": one_line,
    "about": clean_about,
    "hidden": without_hidden,
    "room": clean_name,
    "description": clean_description,
    "slug": lambda text: slugify(clean_name(text[:80]), max_characters=40),
    "name": clean_display_name,
    "email": clean_email,
    "sign in": folded_email,
}


def fault(parser: Callable[[str], Any], begins: str, unit: str, ends: str) -> str:
    def of(length: int) -> Callable[[], None]:
        return partial(run, parser, begins + (unit * length)[: length - len(begins) - len(ends)] + ends)

    if cpu_seconds(of(LENGTH)) < COUNTED_FROM_SECONDS:
        return ""
    once, quarter = cpu_seconds(of(LENGTH), times=4), cpu_seconds(of(LENGTH // 4), times=4)
    if not takes_at_most(MAX_SECONDS, of(LENGTH)) or once > GROWTH * max(quarter, COUNTED_FROM_SECONDS / 4):
        return f"{begins}{unit!r}…{ends}: {once * 1000:.1f} ms, a quarter of it {quarter * 1000:.1f} ms"
    return ""


@pytest.mark.parametrize("name", PARSERS)
def test_it_costs_what_its_length_costs(name: str) -> None:
    wrappings = FRAMES if name == "frame" else WRAPPINGS
    found = [fault(PARSERS[name], begins, unit, ends) for begins, ends in wrappings for unit in UNITS]

    assert not list(filter(None, found))


def test_what_is_quadratic_is_seen() -> None:
    def quadratic(text: str) -> int:
        return sum(text.count("b", start) for start in range(0, len(text), 8))

    assert fault(quadratic, "", "a", "")
