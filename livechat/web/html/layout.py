"""The plain HTML document of every page that is not drawn by NiceGUI."""

import hashlib
from pathlib import Path

import htpy as h
from starlette.responses import HTMLResponse, Response

from livechat.i18n.languages import language
from livechat.look.design_tokens import THEME_ATTRIBUTE, tokens_css
from livechat.preferences.choices import Theme

NAME = "livechat"

_stylesheet = tokens_css().encode() + (Path(__file__).parents[2] / "look" / "plain.css").read_bytes()
STYLESHEET_PATH = f"/plain-{hashlib.sha256(_stylesheet).hexdigest()[:12]}.css"


async def send_plain_stylesheet(_: object) -> Response:
    """It never changes under its path."""
    return Response(
        _stylesheet, media_type="text/css", headers={"Cache-Control": "public, max-age=31536000, immutable"}
    )


def document(
    title: str, *content: h.Node, wide: bool = False, theme: Theme = Theme.SYSTEM, status_code: int = 200
) -> HTMLResponse:
    """A page with the server's name above its heading, in the theme of who is signed in."""
    page = h.html({THEME_ATTRIBUTE: theme}, lang=language().tag)[
        h.head[
            h.meta(charset="utf-8"),
            h.title[f"{title} · {NAME}"],
            h.meta(name="viewport", content="width=device-width, initial-scale=1, viewport-fit=cover"),
            h.meta(name="color-scheme", content="light dark"),
            h.link(rel="stylesheet", href=STYLESHEET_PATH),
        ],
        h.body[
            h.main(class_="wide" if wide else "narrow")[
                h.p(".server")[NAME],
                h.h1[title],
                content,
            ]
        ],
    ]
    return HTMLResponse(str(page), status_code)


def notice(sentence: str) -> h.Element:
    """Something to know before going on."""
    return h.p(".notice", role="status")[sentence]
