"""What stands where there is nothing, or nothing for this person: both look alike."""

from nicegui import ui

from livechat.components.empty_state import empty_state
from livechat.pages.visit import Visit


def not_here(visit: Visit) -> None:
    """A sentence and the way back, with status 404 when it is the page's first answer."""
    visit.leave()
    visit.client.status_code = 404
    ui.page_title("Not here · livechat")
    with ui.element("main").classes("not-here"):
        ui.element("h1").props["innerHTML"] = "Not here"
        ui.element("div").props["innerHTML"] = str(
            empty_state("There is nothing at this address, or it is not for you.", "All rooms are in the lobby.")
        )
        ui.link("Go to the lobby", "/").classes("button")
