"""The search box and what it finds while one types."""

from collections.abc import Awaitable, Callable

from htpy import Renderable
from nicegui import background_tasks, ui
from nicegui.element import Element

from livechat.components.fields import text_in
from livechat.i18n.text import gettext as _

DEBOUNCE_MS = 150
MAX_CHARACTERS = 200

Answer = Callable[[str, bool], Awaitable[Renderable]]
"""What to show for a text; whether in this room only."""


class SearchPane(Element):
    """Asks with every change and shows the answer to the latest question."""

    def __init__(self, query: str, answer: Answer, *, offers_room: bool, only_room: bool) -> None:
        super().__init__("div")
        self._answer = answer
        self._questions = 0
        self.classes("search-pane")
        with self:
            with Element("div").classes("search-head"):
                self._box = ui.input(value=query, on_change=self.ask).classes("field search-box")
                self._box.props(f"type=search outlined dense autofocus debounce={DEBOUNCE_MS}")
                self._box.props["aria-label"] = _("Search messages")
                self._box.props["maxlength"] = MAX_CHARACTERS
                self._box.props["placeholder"] = _("Search messages")
                self._only = ui.switch(_("This room only"), value=only_room, on_change=self.ask)
                self._only.set_visibility(offers_room)
            self._results = Element("div").classes("search-results")

    def ask_later(self) -> None:
        """Ask again what was asked, as the answer is to look different."""
        background_tasks.create(self.ask(), name="search once more")

    async def ask(self) -> None:
        """Look for what stands in the box now."""
        self._questions += 1
        question = self._questions
        asked = text_in(self._box)[:MAX_CHARACTERS].strip()  # nothing keeps a browser or a link from asking for more
        found = str(await self._answer(asked, bool(self._only.value)))
        if question == self._questions:
            self._results.props["innerHTML"] = found
            self._results.update()
