"""The one stylesheet, tokens first, under an address that changes with its content."""

import hashlib
from pathlib import Path

from livechat.components.tokens import tokens_css


def _read() -> str:
    return tokens_css() + "\n" + Path(__file__).with_name("livechat.css").read_text("utf-8")


STYLESHEET = _read()
STYLESHEET_URL = f"/look/{hashlib.sha256(STYLESHEET.encode()).hexdigest()[:12]}.css"
