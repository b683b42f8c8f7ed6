"""A page's heading."""

from htpy import Element, Renderable, button, fragment, h1

from livechat.components.icon import icon
from livechat.i18n.text import gettext as _


def page_title(title: str) -> Renderable:
    """A page's heading, with what opens the rooms on a narrow screen."""
    return fragment[rooms_button(), h1[title]]


def rooms_button() -> Element:
    """Opens the list of rooms where it does not stand beside the page."""
    return button(".icon-button.rooms-button", type="button", popovertarget="rooms", aria_label=_("Rooms"))[
        icon("menu")
    ]
