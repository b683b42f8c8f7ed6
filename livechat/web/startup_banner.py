"""What the terminal shows at the start: every address of this server, and a QR code of the likeliest."""

import io
from ipaddress import ip_address

import ifaddr
import segno

from livechat.config import Settings

ANY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - compared, not bound


def addresses(settings: Settings) -> list[str]:
    """The URLs under which the server is reached, likeliest first."""
    if settings.public_url:
        return [settings.public_url]
    scheme = "https" if settings.tls_certificate else "http"
    hosts = [*_lan_hosts(), "localhost"] if settings.host in ANY_ADDRESS else [settings.host]
    return [f"{scheme}://{f'[{host}]' if ':' in host else host}:{settings.port}" for host in hosts]


def startup_banner(settings: Settings, setup_path: str | None) -> str:
    """The text for the terminal."""
    urls = addresses(settings)
    lines = ["", "livechat is ready. Open it in a browser:", "", *(f"  {url}" for url in urls), ""]
    if setup_path:
        lines += ["Make yourself this server's administrator (works once):", "", f"  {urls[0]}{setup_path}", ""]
    return "\n".join(lines) + "\n" + qr_code(urls[0])


def qr_code(url: str) -> str:
    """The address as a QR code for a terminal."""
    out = io.StringIO()
    segno.make(url, error="l").terminal(out=out, compact=True, border=2)
    return out.getvalue()


def _lan_hosts() -> list[str]:
    found = [ip_address(str(ip.ip)) for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4]
    usable = {ip for ip in found if not ip.is_loopback and not ip.is_link_local}
    return [str(ip) for ip in sorted(usable, key=lambda ip: (not ip.is_private, str(ip)))]
