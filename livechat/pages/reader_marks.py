"""What a page's root says of its reader: by it the stylesheet shows them what everybody's rows carry for all."""

from zoneinfo import ZoneInfo

from nicegui import Client, binding, ui
from nicegui.element import Element

from livechat.components.times import TWELVE_HOURS
from livechat.preferences.choices import Clock, Theme
from livechat.services.viewer_state import ViewerState

ZONE_NOTE = "--zone-note"  # what stands behind a date, as a string of CSS


DARK = {Theme.SYSTEM: None, Theme.LIGHT: False, Theme.DARK: True}  # as NiceGUI says it


class ReaderMarks:
    """Follows the viewer's state: which theme and clock, and the zone's name where it is not the server's."""

    preferences = binding.BindableProperty(on_change=lambda self, _: self._mark())
    zone = binding.BindableProperty(on_change=lambda self, _: self._mark())
    server_zone = binding.BindableProperty(on_change=lambda self, _: self._mark())

    def __init__(self, client: Client, state: ViewerState) -> None:
        self._client: Client | None = None  # until all is known
        self._dark: ui.dark_mode | None = None  # made when it is not as the system
        self.preferences = state.preferences
        self.zone = state.zone
        self.server_zone = state.server_zone
        self._client = client
        self._mark()
        for name in ("preferences", "zone", "server_zone"):
            binding.bind_from(self, name, state, name)
        client.on_delete(lambda: binding.remove([self]))

    def _mark(self) -> None:
        if self._client is None:
            return
        root = self._client.content
        is_12 = self.preferences.clock is Clock.HOURS_12
        root.classes(add=TWELVE_HOURS) if is_12 else root.classes(remove=TWELVE_HOURS)
        root.style[ZONE_NOTE] = zone_note(self.zone, self.server_zone)
        self._show_theme(root, DARK[self.preferences.theme])

    def _show_theme(self, root: Element, is_dark: bool | None) -> None:
        if self._dark is None and is_dark is not None:
            with root:
                self._dark = ui.dark_mode(is_dark)
        if self._dark is not None:
            self._dark.value = is_dark


def zone_note(zone: ZoneInfo, server_zone: ZoneInfo) -> str:
    """As a string of CSS; a zone's name comes from the machine's list and holds no quotes."""
    return '""' if zone == server_zone else f'" · {zone}"'
