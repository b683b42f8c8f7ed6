"""Whose request it is when trusted proxies stand in between."""

from collections.abc import Awaitable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from livechat.errors import StartError
from livechat.web.operator_hints import OperatorHints

# NiceGUI would write them into its pages, whoever sent them.
UNSUPPORTED = frozenset({b"x-forwarded-prefix", b"x-forwarded-host"})
FORWARDED = frozenset({b"x-forwarded-for", b"x-forwarded-proto"})
HINT = "%s forwards requests and is not believed: if it is your proxy, set LIVECHAT_TRUSTED_PROXIES to its address"

MAX_PROXIES = 20  # one behind the other


def parse_networks(trusted_proxies: tuple[str, ...]) -> list[IPv4Network | IPv6Network]:
    """The networks whose forwarded addresses count. Raises StartError."""
    try:
        return [ip_network(part, strict=False) for part in trusted_proxies]
    except ValueError as error:
        raise StartError(f"LIVECHAT_TRUSTED_PROXIES: {error}.") from None


def is_in_networks(host: str, networks: list[IPv4Network | IPv6Network]) -> bool:
    """Whether the address, if it is one, lies in one of them."""
    try:
        address = ip_address(host)
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return any(address in network for network in networks)


class ProxyMiddleware:
    """Puts the source's own address and scheme into the scope, and drops what only a proxy may claim."""

    def __init__(
        self, app: ASGIApp, hints: OperatorHints, trusted_proxies: tuple[str, ...] = (), public_url: str = ""
    ) -> None:
        self._app = app
        self._hints = hints
        self._public = urlsplit(public_url)
        self._trusted = parse_networks(trusted_proxies)

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["type"] in ("http", "websocket"):
            scope = {**scope}
            host, port = scope.get("client") or ("", 0)
            _drop(scope, UNSUPPORTED)
            if self._is_trusted(host):
                self._believe(scope, host, port)
            elif _drop(scope, FORWARDED):
                self._hints.give(HINT, host)
            self._recognise_public_url(scope)
        return self._app(scope, receive, send)

    def _believe(self, scope: Scope, host: str, port: int) -> None:
        headers = Headers(scope=scope)
        chain = [part.strip() for value in headers.getlist("x-forwarded-for") for part in value.split(",")]
        chain = chain[-MAX_PROXIES:]
        while chain and self._is_trusted(host):  # the nearest proxy wrote last
            host = _bare(chain.pop())
        scope["client"] = (host, port)
        scheme = headers.get("x-forwarded-proto", "").rpartition(",")[2].strip()
        if scheme in ("http", "https"):
            _set_scheme(scope, scheme)

    def _recognise_public_url(self, scope: Scope) -> None:
        """Who asked for the public address came by its scheme, whatever the last proxy speaks."""
        if self._public.netloc and Headers(scope=scope).get("host", "").lower() == self._public.netloc.lower():
            _set_scheme(scope, self._public.scheme)

    def _is_trusted(self, host: str) -> bool:
        return is_in_networks(host, self._trusted)


def _drop(scope: Scope, names: frozenset[bytes]) -> bool:
    """Take the headers out of the scope; whether any was there."""
    headers = scope["headers"]
    scope["headers"] = [header for header in headers if header[0] not in names]
    return len(scope["headers"]) < len(headers)


def _set_scheme(scope: Scope, scheme: str) -> None:
    scope["scheme"] = scheme.replace("http", "ws") if scope["type"] == "websocket" else scheme


def _bare(part: str) -> str:
    """`192.0.2.1:1234` and `[2001:db8::1]:1234` without the port."""
    if part.startswith("["):
        return part[1:].partition("]")[0]
    return part.partition(":")[0] if part.count(":") == 1 else part
