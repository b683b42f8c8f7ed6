"""Where somebody goes after signing in: a path on this server, and nowhere else."""

import re
from urllib.parse import quote, unquote, urlencode, urlsplit

HOME = "/"
MAX_CHARACTERS = 2_000

_login_paths = re.compile(r"/(login|logout|register|setup|sign-in)(/|$)")


def local_path(wanted: str | None) -> str:
    """The wanted path if it is a local one that a signed-in person may see, else the lobby."""
    if not wanted or len(wanted) > MAX_CHARACTERS or not re.match(r"/(?![/\\])", wanted):
        return HOME
    if "\\" in wanted or any(ord(character) < 0x21 or ord(character) == 0x7F for character in wanted):
        return HOME
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc or _login_paths.match(unquote(parts.path)):
        return HOME
    return quote(wanted, safe="/?#&=%:@!$'()*+,;~-._[]")


def sign_in_path(wanted: str = HOME, *, ended: str = "") -> str:
    """The sign-in page that leads there afterwards and says why one has come."""
    query = {"next": local_path(wanted), "ended": ended}
    query = {name: value for name, value in query.items() if value and value != HOME}
    return f"/login?{urlencode(query)}" if query else "/login"
