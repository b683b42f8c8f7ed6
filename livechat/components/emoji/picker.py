"""All emoji, in groups or by search."""

import asyncio
from collections.abc import Awaitable, Callable

from nicegui import ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from livechat.components.commands import EMOJI_ELEMENT_ID, PickEmoji, command_in
from livechat.components.emoji.markup import matches, shelves
from livechat.components.emoji.tones import SkinTones
from livechat.components.fields import text_field, text_in
from livechat.emoji.names import toned
from livechat.emoji.search import QUERY_MAX_CHARACTERS, found
from livechat.i18n.text import gettext as _
from livechat.preferences.choices import SkinTone

MAX_MATCHES = 100

Pick = Callable[[str], Awaitable[None]]
"""Takes the emoji."""
ChooseSkinTone = Callable[[SkinTone], Awaitable[None]]
"""Keeps it for the next time."""


class EmojiPicker(ui.dialog):
    """Made when asked for, by `ready`; gone when closed, as it is once something was picked.

    The shelves are one element that is sent once: a search hides them, and shows its matches in another.
    """

    def __init__(self, tone: SkinTone, shelves_html: str, *, pick: Pick, choose_tone: ChooseSkinTone) -> None:
        super().__init__(value=True)
        self._pick, self._choose_tone, self._tone = pick, choose_tone, tone
        self.on("hide", self.delete)
        self.on("show", self._focus_search, [])  # the menu that led here gives the focus back meanwhile
        self.props["aria-label"] = _("Emoji")
        with self, ui.card().classes("dialog emoji-picker") as card:
            card.props["id"] = EMOJI_ELEMENT_ID
            card.on("command", self._on_command, ["command"])
            self._search = text_field(_("Search emoji")).props("autofocus type=search")
            self._search.props["maxlength"] = QUERY_MAX_CHARACTERS
            self._search.on_value_change(self._on_search).on("keydown.enter", self._on_enter)
            SkinTones(tone, self._choose)
            with Element("div").classes("emoji-shelves"):
                self._matches = Element("div").classes("emoji-matches")
                self._shelves = Element("div").classes("emoji-all")
        self._show(shelves_html)

    @staticmethod
    async def ready(tone: SkinTone) -> str:
        """The shelves, which take a while to make the first time."""
        return str(await asyncio.to_thread(shelves, tone))

    def _focus_search(self) -> None:
        self._search.run_method("focus")

    def _show(self, shelves_html: str) -> None:
        self._shelves.props["innerHTML"] = shelves_html
        self._on_search()

    @property
    def _found(self) -> list[str]:
        return found(text_in(self._search), MAX_MATCHES)

    def _on_search(self) -> None:
        is_searching = bool(text_in(self._search).strip())
        self._matches.props["innerHTML"] = str(matches(self._found, self._tone)) if is_searching else ""

    async def _on_enter(self) -> None:
        if first := self._found[:1]:
            await self._take(toned(first[0], self._tone))

    async def _on_command(self, event: GenericEventArguments) -> None:
        if isinstance(command := command_in(event.args), PickEmoji):
            await self._take(command.emoji)

    async def _take(self, emoji: str) -> None:
        self.close()
        await self._pick(emoji)

    async def _choose(self, tone: SkinTone) -> None:
        self._tone = tone
        self._show(str(await self.ready(tone)))
        await self._choose_tone(tone)
