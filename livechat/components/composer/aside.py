"""What stands beside the field: what one can write, that the connection is lost, and the button that sends."""

from functools import cache

from htpy import button, fragment, p
from nicegui.element import Element

from livechat.components.commands import ExplainWriting, SendMessage, commanding
from livechat.components.icon import icon
from livechat.i18n.languages import language
from livechat.i18n.text import gettext as _


def aside() -> None:
    """What is the same for all, in one element."""
    element = Element("div").classes("composer-aside")
    element.props["innerHTML"] = _aside_html(language().tag)
    keep_focus(element)


@cache
def _aside_html(_tag: str) -> str:
    """That the connection is lost is shown by the stylesheet: no server can say it."""
    explain, send = _("What you can write"), _("Send")
    away = _("No connection. What you send now goes out when it is back, or is kept here.")
    return str(
        fragment[
            button(".composer-explain", commanding(ExplainWriting()), aria_label=explain, title=explain)["Aa"],
            p(".composer-away")[away],
            button(".composer-send", commanding(SendMessage()), aria_label=send, title=send)[icon("send")],
        ]
    )


def keep_focus(element: Element) -> None:
    """What is pressed there leaves the focus in the field."""
    element.on("mousedown.prevent", lambda: None, [])
