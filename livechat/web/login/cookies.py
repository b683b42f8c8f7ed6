"""Our cookies: the session's secret, and the mark of a browser in which somebody has signed in."""

from typing import Any

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import Scope

from livechat.services.accounts.session_cache import SESSION_IDLE_DAYS
from livechat.web.schemes import SCHEMES

SESSION_COOKIE = "livechat_session"
DEVICE_COOKIE = "livechat_device"
DAY_SECONDS = 86_400
DEVICE_DAYS = 400  # browsers keep no cookie for longer


def read_cookie(scope: Scope, name: str) -> str:
    """The cookie's value, or nothing."""
    return cookie_parser("; ".join(Headers(scope=scope).getlist("cookie"))).get(name, "")


def set_session_cookie(response: Response, scope: Scope, secret: str, *, remember: bool) -> None:
    """Without "Remember me" it ends with the browser's own session."""
    response.set_cookie(
        SESSION_COOKIE, secret, max_age=SESSION_IDLE_DAYS * DAY_SECONDS if remember else None, **_attributes(scope)
    )


def set_device_cookie(response: Response, scope: Scope, secret: str) -> None:
    """Have this browser known again when it signs in the next time."""
    response.set_cookie(DEVICE_COOKIE, secret, max_age=DEVICE_DAYS * DAY_SECONDS, **_attributes(scope))


def drop_session_cookie(response: Response, scope: Scope) -> None:
    """Have the browser forget its session."""
    response.delete_cookie(SESSION_COOKIE, **_attributes(scope))


def _attributes(scope: Scope) -> dict[str, Any]:
    secure = SCHEMES[scope["scheme"]] == "https"
    return {"path": "/", "httponly": True, "samesite": "lax", "secure": secure}
