"""Under which names this server can be asked for: a name of somebody else's domain may be made to lead here, too."""

import re
import socket
from ipaddress import ip_address
from threading import Thread
from urllib.parse import urlsplit

from livechat.config import Settings

LOCAL_ENDINGS = (".localhost", ".local", ".lan", ".internal", ".home.arpa")  # nobody can register a name below these

_host = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)\.?(?::\d{1,5})?")


class OwnHosts:
    """Addresses, names of the local network, and what the operator or the machine itself says."""

    def __init__(self, settings: Settings) -> None:
        public, machine = urlsplit(settings.public_url).hostname or "", socket.gethostname().lower()
        self._last_own: str | None = None  # nearly all ask by the same name
        self._names = frozenset({*settings.hosts, public, machine})
        Thread(target=self._ask_resolver, name="own host name", daemon=True).start()  # it may take its time

    def __contains__(self, asked: str) -> bool:
        """Whether a `Host` header, of any port, may mean this server."""
        if asked != self._last_own and self._is_own(asked):
            self._last_own = asked
        return asked == self._last_own

    def _is_own(self, asked: str) -> bool:
        match = _host.fullmatch(asked.lower())
        if match is None:
            return False
        name = match[1]
        return "." not in name or name.endswith(LOCAL_ENDINGS) or name in self._names or _is_address(name)

    def _ask_resolver(self) -> None:
        self._names |= {socket.getfqdn().lower()}


def _is_address(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
