"""What the terminal shows at the start: every address of this server, and a QR code of the likeliest."""

import io

import segno

from livechat.addresses.own import addresses
from livechat.config import Settings


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
