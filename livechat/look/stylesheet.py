"""The one stylesheet, tokens first, under an address that changes with its content."""

import hashlib
from pathlib import Path

from livechat.look.design_tokens import tokens_css

PARTS = ("app.css", "pages.css")


def _read() -> str:
    return "\n".join([tokens_css(), *(Path(__file__).with_name(name).read_text("utf-8") for name in PARTS)])


STYLESHEET = _read()
STYLESHEET_URL = f"/look/{hashlib.sha256(STYLESHEET.encode()).hexdigest()[:12]}.css"
