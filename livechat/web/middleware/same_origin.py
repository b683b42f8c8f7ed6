"""Does a request come from our own pages? A browser tells, and no page can make it lie."""

from collections.abc import Awaitable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from livechat.addresses.typed import DEFAULT_PORTS
from livechat.i18n.text import lazy_gettext
from livechat.web.operator_hints import OperatorHints
from livechat.web.schemes import SCHEMES

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")

REFUSED = lazy_gettext(
    "This came from another site, so nothing was done. Open the chat by its own address and try again. "
    "If this goes on, whoever runs this chat has to set LIVECHAT_PUBLIC_URL to the address that people use."
)
HINT = "refused what a page of %s sent: if people use the chat by that address, set LIVECHAT_PUBLIC_URL to it"

Origin = tuple[str, str, int]


def own_origins(scope: Scope, public_url: str) -> set[Origin | None]:
    """The address that the request itself asked for, and the public one."""
    asked = f"{SCHEMES[scope['scheme']]}://{Headers(scope=scope).get('host', '')}"
    return {_parse(asked), _parse(public_url)} - {None}


def is_same_origin(scope: Scope, public_url: str = "") -> bool:
    """Whether the request may change something.

    Browsers have sent `Origin` with every POST and every WebSocket since 2020; a request that carries none of the
    three headers comes from no browser page, so nobody's cookies were borrowed for it.
    """
    headers = Headers(scope=scope)
    own = own_origins(scope, public_url)
    if (origin := headers.get("origin")) is not None:
        return _parse(origin) in own
    if (site := headers.get("sec-fetch-site")) is not None:
        return site in ("same-origin", "none")
    if (referer := headers.get("referer")) is not None:
        return _parse(referer) in own
    return True


class SameOriginMiddleware:
    """Refuses every changing request and every socket that another origin's page has caused."""

    def __init__(self, app: ASGIApp, hints: OperatorHints, public_url: str = "") -> None:
        self._app = app
        self._hints = hints
        self._public_url = public_url

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        changes = scope["type"] == "websocket" or scope.get("method", "GET") not in SAFE_METHODS
        if scope["type"] == "lifespan" or not changes or is_same_origin(scope, self._public_url):
            return self._app(scope, receive, send)
        headers = Headers(scope=scope)
        self._hints.give(HINT, headers.get("origin", headers.get("referer", "another site")))
        if scope["type"] == "websocket":
            return send({"type": "websocket.close", "code": 1008})
        return PlainTextResponse(str(REFUSED), 403)(scope, receive, send)


def _parse(address: str) -> Origin | None:
    try:
        parts = urlsplit(address)
        if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
            return None
        return parts.scheme, parts.hostname, parts.port or DEFAULT_PORTS[parts.scheme]
    except ValueError:
        return None
