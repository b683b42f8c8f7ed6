"""What stands beside the field: what one can write, that the connection is lost, and the button that sends."""

from collections.abc import Callable

from htpy import Renderable, button, fragment, p
from nicegui.element import Element

from livechat.components.commands import ExplainWriting, commanding
from livechat.i18n.text import gettext as _

SEND_MARKUP = '<i class="q-icon material-icons" aria-hidden="true">send</i>'


def aside() -> None:
    """What is the same for all."""
    element = Element("div").classes("composer-aside")
    element.props["innerHTML"] = str(_aside_markup())
    keep_focus(element)


def _aside_markup() -> Renderable:
    """That the connection is lost is shown by the stylesheet: no server can say it."""
    title = _("What you can write")
    away = _("No connection. What you send now goes out when it is back, or is kept here.")
    return fragment[
        button(".composer-explain", commanding(ExplainWriting()), aria_label=title, title=title)["Aa"],
        p(".composer-away")[away],
    ]


def send_button(on_click: Callable[[], None]) -> None:
    """Does what Enter does."""
    name = _("Send")
    send = Element("button").classes("composer-send").props("type=button")
    send.props.update({"aria-label": name, "title": name, "innerHTML": SEND_MARKUP})
    keep_focus(send)
    send.on("click", on_click, [])


def keep_focus(element: Element) -> None:
    """What is pressed there leaves the focus in the field."""
    element.on("mousedown.prevent", lambda: None, [])
