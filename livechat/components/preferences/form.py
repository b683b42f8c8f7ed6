"""What a person prefers, and what the device does: each choice counts at once, on every open page."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

from htpy import h2, p
from markupsafe import escape
from nicegui import binding, ui
from nicegui.element import Element

from livechat.components.notices import notify
from livechat.errors import ChatError
from livechat.i18n.text import LazyText, lazy_gettext
from livechat.i18n.text import gettext as _
from livechat.preferences.choices import Clock, Enter, Landing, Preferences, Theme
from livechat.services.viewer_state import DeviceState, ViewerState

THEMES = {
    Theme.SYSTEM: lazy_gettext("As the system"),
    Theme.LIGHT: lazy_gettext("Light"),
    Theme.DARK: lazy_gettext("Dark"),
}
CLOCKS = {Clock.HOURS_24: lazy_gettext("24 hours"), Clock.HOURS_12: lazy_gettext("12 hours")}
LANDINGS = {
    Landing.UNREAD: lazy_gettext("The first unread message"),
    Landing.NEWEST: lazy_gettext("The newest message"),
}
KEYS = {Enter.SENDS: lazy_gettext("Enter sends"), Enter.BREAKS_LINE: lazy_gettext("Enter begins a new line")}
AS_THE_SERVER = ""

Save = Callable[[Preferences], Awaitable[None]]
"""Raises ChatError."""
SaveEnter = Callable[[Enter], Awaitable[None]]
"""Raises ChatError."""


class PreferencesForm(Element):
    """Shows what is chosen, also elsewhere: in another tab, or by the server's administrator."""

    chosen = binding.BindableProperty(on_change=lambda self, _: self._show())
    at_device = binding.BindableProperty(on_change=lambda self, _: self._show())
    zone = binding.BindableProperty(on_change=lambda self, _: self._show())
    server_zone = binding.BindableProperty(on_change=lambda self, _: self._show())

    def __init__(
        self, state: ViewerState, device: DeviceState, zones: Sequence[str], save: Save, save_enter: SaveEnter
    ) -> None:
        super().__init__("section")
        self._save, self._save_enter = save, save_enter
        self._is_built = False
        self.chosen, self.at_device = state.preferences, device.preferences
        self.zone, self.server_zone = state.zone, state.server_zone
        self._build(zones)
        for name, source in (("chosen", "preferences"), ("zone", "zone"), ("server_zone", "server_zone")):
            binding.bind_from(self, name, state, source)
        binding.bind_from(self, "at_device", device, "preferences")

    def _build(self, zones: Sequence[str]) -> None:
        self.classes("preferences")
        with self:
            Element("div").props["innerHTML"] = str(h2[_("Preferences")])
            self._theme = _radios(_("Theme"), THEMES, self._on_theme)
            self._zones = {AS_THE_SERVER: "", **dict(zip(zones, zones, strict=True))}
            self._zone = ui.select(self._zones, label=_("Time zone"), with_input=True)
            self._zone.props("outlined dense options-dense").classes("field").on_value_change(self._on_zone)
            self._words = Element("div")
            self._clock = _radios(_("Clock"), CLOCKS, self._on_clock)
            self._landing = _radios(_("On entering a room, show"), LANDINGS, self._on_landing)
            self._enter = _radios(_("In the composer, on this device"), KEYS, self._on_enter)
        self._is_built = True
        self._show()

    def _show(self) -> None:
        if self._is_built:
            self._offer_server_zone(_("As the server ({zone})", zone=self.server_zone))
            self._theme.value, self._clock.value = self.chosen.theme, self.chosen.clock
            self._zone.value, self._landing.value = self.chosen.zone, self.chosen.landing
            self._enter.value = Enter.SENDS if self.at_device.enter_sends else Enter.BREAKS_LINE
            self._words.props["innerHTML"] = str(p(".preferences-words")[self._about_zone()])

    def _offer_server_zone(self, label: str) -> None:
        if self._zones[AS_THE_SERVER] != label:
            self._zones[AS_THE_SERVER] = label
            self._zone.set_options(self._zones)

    def _about_zone(self) -> str:
        if self.zone == self.server_zone:
            return _("Times are in {zone}, the zone of this server.", zone=self.zone)
        return _(
            "Times are in {zone}. The zone of this server is {server_zone}.",
            zone=self.zone,
            server_zone=self.server_zone,
        )

    # What was chosen here; what is only shown, as it was chosen elsewhere, is chosen already

    async def _on_theme(self) -> None:
        await self._choose(theme=self._theme.value)

    async def _on_clock(self) -> None:
        await self._choose(clock=self._clock.value)

    async def _on_landing(self) -> None:
        await self._choose(landing=self._landing.value)

    async def _on_zone(self) -> None:
        await self._choose(zone=self._zone.value)

    async def _choose(self, **what: Any) -> None:
        chosen = replace(self.chosen, **what)
        if chosen != self.chosen and None not in what.values():
            await self._try(self._save(chosen))

    async def _on_enter(self) -> None:
        if self._enter.value is not None and (self._enter.value is Enter.SENDS) != self.at_device.enter_sends:
            await self._try(self._save_enter(self._enter.value))

    async def _try(self, saving: Awaitable[None]) -> None:
        try:
            await saving
        except ChatError as error:
            notify(str(error))
            self._show()  # what counts


def _radios(label: str, options: dict[Any, LazyText], on_change: Callable[[], Awaitable[None]]) -> ui.radio:
    with Element("div").classes("preference"):
        Element("div").classes("preference-name").props["innerHTML"] = str(escape(label))
        texts = {choice: str(text) for choice, text in options.items()}
        radios = ui.radio(texts, on_change=on_change).props("inline dense role=radiogroup")
    radios.props["aria-label"] = label
    return radios
