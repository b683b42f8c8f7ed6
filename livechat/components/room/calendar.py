"""The dialog "Jump to date": a calendar that leads to the first message of a day."""

from collections.abc import Awaitable, Callable
from datetime import date

from markupsafe import escape
from nicegui import ui
from nicegui.element import Element

from livechat.components.notices import notify
from livechat.errors import ChatError
from livechat.i18n.text import gettext as _


class DateDialog(ui.dialog):
    """Made when asked for, gone when closed. `jump` goes to a day of the reader's time zone, or raises ChatError."""

    def __init__(self, today: date, jump: Callable[[date], Awaitable[None]]) -> None:
        super().__init__(value=True)
        self._jump = jump
        self.on("hide", self.delete)
        self.props["aria-label"] = _("Jump to date")
        with self, ui.card().classes("dialog calendar"):
            Element("h2").props["innerHTML"] = str(escape(_("Jump to date")))
            calendar = ui.date(on_change=lambda event: self._on_choice(event.value)).props("flat minimal")
            calendar.props["default-year-month"] = f"{today:%Y/%m}"
            calendar.props["first-day-of-week"] = 1
            with ui.row().classes("dialog-actions"):
                ui.button(_("Close"), color=None, on_click=self.close).props("flat no-caps").classes("button-quiet")

    async def _on_choice(self, chosen: object) -> None:
        day = day_in(chosen)
        if day is None:
            return
        try:
            await self._jump(day)
        except ChatError as error:
            notify(str(error))


def day_in(chosen: object) -> date | None:
    """The day that a calendar says; nothing keeps a browser from saying that it was none."""
    try:
        return date.fromisoformat(chosen) if isinstance(chosen, str) else None
    except ValueError:
        return None
