"""Serves the one stylesheet of NiceGUI's pages, and the icon."""

from starlette.requests import Request
from starlette.responses import Response

from livechat.look.stylesheet import STYLESHEET

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<path fill="#0b6a62" d="M16 3a13 13 0 1 1 0 26H5a2 2 0 0 1-2-2V16A13 13 0 0 1 16 3z"/></svg>'
)


async def send_app_stylesheet(_: Request) -> Response:
    """It never changes under its path."""
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(STYLESHEET, media_type="text/css", headers=headers)


async def send_icon(_: Request) -> Response:
    """A speech bubble in the accent colour."""
    return Response(ICON, media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})
