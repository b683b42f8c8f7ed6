"""Who sends a request, as far as it tells."""

import re

from starlette.datastructures import Headers
from starlette.types import Scope

from livechat.i18n.text import gettext as _
from livechat.services.accounts.request_source import RequestSource
from livechat.services.secret_tokens import SECRET_MAX_CHARACTERS, new_secret
from livechat.web.login.cookies import Cookies

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def request_source_of(scope: Scope, cookies: Cookies) -> RequestSource:
    """The source behind the request, with a new mark for a browser that has none; proxies are looked through."""
    client = scope.get("client")
    presented = cookies.device_secret(scope)
    return RequestSource(
        address=client[0] if client else "",
        device_secret=presented if 0 < len(presented) <= SECRET_MAX_CHARACTERS else new_secret(),
        device_name=device_name(Headers(scope=scope).get("user-agent", "")),
        session_secret=cookies.session_secret(scope),
    )


def device_name(user_agent: str) -> str:
    """What people call such a browser: "Firefox on Linux"."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    if browser and system:
        return _("{browser} on {system}", browser=browser, system=system)
    first_word = re.match(r"[A-Za-z][A-Za-z0-9_.-]{0,30}", user_agent)
    return browser or system or (first_word.group() if first_word else _("Unknown device"))
