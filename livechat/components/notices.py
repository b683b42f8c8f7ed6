"""Short sentences that appear and go: what has just happened, or why something did not."""

from markupsafe import escape
from nicegui import ui
from nicegui.element import Element

from livechat.i18n.text import lazy_gettext

UNCONNECTED = lazy_gettext(
    "The connection to this chat does not come about, so nothing here works yet. "
    "If this goes on, whoever runs this chat has to let WebSockets through the proxy: the README says how."
)


def notify(sentence: str) -> None:
    """Show a sentence at the top, where it never covers the composer."""
    ui.notification(sentence, position="top", timeout=5, close_button=True, classes="notice")


def unconnected_notice() -> None:
    """What a page says when no socket comes for ten seconds: its style alone shows it while the screen is missing."""
    Element("div").classes("unconnected").props.update({"role": "alert", "innerHTML": str(escape(UNCONNECTED))})
