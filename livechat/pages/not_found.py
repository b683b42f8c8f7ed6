"""What stands where a screen cannot: nothing is there, it is not for this person (both look alike), or it failed."""

import logging

from nicegui import ui

from livechat.components.empty_state import empty_state
from livechat.components.page_title import page_title
from livechat.errors import RateLimited
from livechat.i18n.text import gettext as _
from livechat.pages.open_page import OpenPage

log = logging.getLogger(__name__)


def not_found(page: OpenPage) -> None:
    """A sentence and the way back, with status 404 when it is the page's first answer."""
    page.client.status_code = 404
    _instead(
        page,
        _("Not here"),
        _("There is nothing at this address, or it is not for you."),
        _("All rooms are in the lobby."),
    )


def failed(page: OpenPage, error: Exception) -> None:
    """A sentence for the person, the traceback for the log; of a refusal, its own sentence."""
    if isinstance(error, RateLimited):
        page.client.status_code = 429
        _instead(page, _("Not so fast"), str(error), _("Nothing you wrote is lost."))
        return
    log.error("a screen failed", exc_info=error)
    page.client.status_code = 500
    _instead(
        page,
        _("That went wrong"),
        _("This page could not be shown."),
        _("Nothing you wrote is lost. Please try again."),
    )


def _instead(page: OpenPage, title: str, sentence: str, hint: str) -> None:
    page.leave()
    ui.page_title(f"{title} · livechat")
    with ui.element("div").classes("not-here"):
        ui.element("div").classes("page-title").props["innerHTML"] = str(page_title(title))
        ui.element("div").props["innerHTML"] = str(empty_state(sentence, hint))
        ui.link(_("Go to the lobby"), "/").classes("button")
