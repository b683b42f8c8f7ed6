"""Under which addresses people reach this server, as far as settings and machine say."""

import socket
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Protocol

import ifaddr

ANY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - compared, not bound


class Reach(Protocol):
    """What settings say of it; they are read further up."""

    host: str
    port: int
    public_url: str
    hosts: tuple[str, ...]
    tls_certificate: Path | None


@dataclass(frozen=True, slots=True)
class OwnOrigins:
    """Scheme, host and port of each: `chosen` by the operator, and `found` on the machine as it is now."""

    chosen: frozenset[str] = frozenset()
    found: frozenset[str] = frozenset()

    def __contains__(self, origin: object) -> bool:
        return origin in self.chosen or origin in self.found


def addresses(settings: Reach) -> list[str]:
    """The URLs under which the server is reached, likeliest first."""
    return [settings.public_url] if settings.public_url else _local_addresses(settings)


def own_origins(settings: Reach) -> OwnOrigins:
    """Every origin at which a link to this server may have been copied."""
    names = {f"{scheme}://{host}" for scheme in ("http", "https") for host in settings.hosts}
    ports = {_at(settings, host) for host in settings.hosts}
    chosen = names | ports | ({settings.public_url} if settings.public_url else set())
    machine = {_at(settings, name) for name in _machine_names()} if settings.host in ANY_ADDRESS else set()
    return OwnOrigins(frozenset(chosen), frozenset(_local_addresses(settings)) | machine)


def _local_addresses(settings: Reach) -> list[str]:
    hosts = [*_lan_hosts(), "localhost"] if settings.host in ANY_ADDRESS else [settings.host]
    return [_at(settings, host) for host in hosts]


def _at(settings: Reach, host: str) -> str:
    scheme = "https" if settings.tls_certificate else "http"
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{settings.port}"


def _machine_names() -> set[str]:
    name = socket.gethostname().lower()
    return {name, f"{name.partition('.')[0]}.local", "127.0.0.1"}


def _lan_hosts() -> list[str]:
    found = [ip_address(str(ip.ip)) for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4]
    usable = {ip for ip in found if not ip.is_loopback and not ip.is_link_local}
    return [str(ip) for ip in sorted(usable, key=lambda ip: (not ip.is_private, str(ip)))]
