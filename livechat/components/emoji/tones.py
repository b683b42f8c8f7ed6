"""Choosing the skin tone of hands and people in emoji."""

from collections.abc import Awaitable, Callable
from functools import partial

from nicegui.element import Element

from livechat.emoji.names import toned
from livechat.i18n.text import gettext as _
from livechat.i18n.text import lazy_gettext
from livechat.preferences.choices import SkinTone

HAND = "✋"
TONE_NAMES = {
    SkinTone.NONE: lazy_gettext("No skin tone"),
    SkinTone.LIGHT: lazy_gettext("Light skin tone"),
    SkinTone.MEDIUM_LIGHT: lazy_gettext("Medium-light skin tone"),
    SkinTone.MEDIUM: lazy_gettext("Medium skin tone"),
    SkinTone.MEDIUM_DARK: lazy_gettext("Medium-dark skin tone"),
    SkinTone.DARK: lazy_gettext("Dark skin tone"),
}


class SkinTones(Element):
    """A hand in each tone: buttons of their own, so that what is pressed keeps the focus."""

    def __init__(self, chosen: SkinTone, choose: Callable[[SkinTone], Awaitable[None]]) -> None:
        super().__init__("div")
        self._choose = choose
        self.classes("emoji-tones").props.update({"role": "group", "aria-label": _("Skin tone")})
        with self:
            self._buttons = {tone: self._button(tone, str(name)) for tone, name in TONE_NAMES.items()}
        self._show(chosen)

    def _button(self, tone: SkinTone, name: str) -> Element:
        button = Element("button").classes("emoji").on("click", partial(self._press, tone), [])
        button.props.update({"type": "button", "aria-label": name, "title": name, "innerHTML": toned(HAND, tone)})
        return button

    async def _press(self, tone: SkinTone) -> None:
        self._show(tone)
        await self._choose(tone)

    def _show(self, chosen: SkinTone) -> None:
        for tone, button in self._buttons.items():
            button.props["aria-pressed"] = "true" if tone is chosen else "false"
