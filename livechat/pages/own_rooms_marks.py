"""The page's place for the marks of its viewer's rooms, which one shared screen writes."""

from livechat.internals.shared_children import SharedChildren
from livechat.live.marks.frames import BOX_ID
from livechat.live.marks.viewer import MarksViewer
from livechat.pages.open_page import OpenPage


def mark_own_rooms(page: OpenPage) -> None:
    """Have the viewer's rooms marked for as long as the page is open."""
    SharedChildren("div", after=(BOX_ID,)).classes("hidden")
    marks, viewer = page.screens.marks, MarksViewer(page.client, page.user_id)

    def disconnected() -> None:
        # The old socket's end may arrive after the new one's beginning: then the page is still there.
        if not page.client.has_socket_connection:
            marks.disconnect(viewer)

    page.client.on_connect(lambda: marks.connect(viewer))
    page.client.on_disconnect(disconnected)
