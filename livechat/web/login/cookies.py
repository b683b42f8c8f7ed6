"""Our cookies: the session's secret, and the mark of a browser in which somebody has signed in.

Browsers keep the cookies of a host together, whatever port or scheme set them. So the names are different for each
server, that is for each data directory, and for HTTPS, under which the browser itself keeps what came by HTTP away.
"""

import hashlib
import re
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from livechat.services.accounts.session_cache import SESSION_IDLE_DAYS
from livechat.web.schemes import SCHEMES

SESSION = "livechat_session"  # and the server's own ending; alone it is the name of former versions, still read
DEVICE = "livechat_device"
SECURE_PREFIX = "__Host-"
DAY_SECONDS = 86_400
DEVICE_DAYS = 400  # browsers keep no cookie for longer


class Cookies:
    """The cookies of one server, which its secret tells from others on the same host."""

    def __init__(self, server_secret: str) -> None:
        self._ending = hashlib.sha256(f"names of cookies {server_secret}".encode()).hexdigest()[:8]

    def session_name(self, *, is_secure: bool) -> str:
        return self._name(SESSION, is_secure=is_secure)

    def device_name(self, *, is_secure: bool) -> str:
        return self._name(DEVICE, is_secure=is_secure)

    def session_secret(self, scope: Scope) -> str:
        """What the browser presents as its session, or nothing."""
        return self.own_session_secret(scope) or read_cookie(scope, SESSION)

    def own_session_secret(self, scope: Scope) -> str:
        """The same without the name of former versions, whose cookie may be that of another server on this host."""
        return read_cookie(scope, self.session_name(is_secure=_is_secure(scope)))

    def device_secret(self, scope: Scope) -> str:
        """What the browser presents as its mark, or nothing."""
        return read_cookie(scope, self.device_name(is_secure=_is_secure(scope))) or read_cookie(scope, DEVICE)

    def set_session(self, response: Response, scope: Scope, secret: str, *, remember: bool) -> None:
        """Without "Remember me" it ends with the browser's own session. The former name of the same session goes."""
        name = self.session_name(is_secure=_is_secure(scope))
        max_age = SESSION_IDLE_DAYS * DAY_SECONDS if remember else None
        response.set_cookie(name, secret, max_age=max_age, **_attributes(scope))
        if read_cookie(scope, SESSION) == secret:
            response.delete_cookie(SESSION, **_attributes(scope))

    def set_device(self, response: Response, scope: Scope, secret: str) -> None:
        """Have this browser known again when it signs in the next time."""
        name = self.device_name(is_secure=_is_secure(scope))
        response.set_cookie(name, secret, max_age=DEVICE_DAYS * DAY_SECONDS, **_attributes(scope))

    def drop_session(self, response: Response, scope: Scope, secret: str) -> None:
        """Have the browser forget the session of this secret, under whichever name it is kept."""
        for name in (self.session_name(is_secure=_is_secure(scope)), SESSION):
            if secret and read_cookie(scope, name) == secret:
                response.delete_cookie(name, **_attributes(scope))

    def _name(self, kind: str, *, is_secure: bool) -> str:
        return f"{SECURE_PREFIX if is_secure else ''}{kind}_{self._ending}"


def read_cookie(scope: Scope, name: str) -> str:
    """The cookie's value as it was set, or nothing.

    Ours are never quoted. To undo quotes, Starlette takes a function of Python's that needs 30 s for 64 kB of
    backslashes before 3.11.10 and 3.12.6 (CVE-2024-7592).
    """
    ours = re.compile(rf"(?:^|;)\s*{re.escape(name)}=([^;]*)")
    values = [value for header in Headers(scope=scope).getlist("cookie") for value in ours.findall(header)]
    return values[-1].strip() if values else ""


def _is_secure(scope: Scope) -> bool:
    return SCHEMES[scope["scheme"]] == "https"


def _attributes(scope: Scope) -> dict[str, Any]:
    return {"path": "/", "httponly": True, "samesite": "lax", "secure": _is_secure(scope)}
