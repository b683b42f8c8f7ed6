"""What you can write: each mark, and beside it what becomes of it."""

from htpy import Renderable, code, div, pre, table, tbody, td, th, thead, tr
from markupsafe import escape
from nicegui import ui

from livechat.i18n.text import gettext as _
from livechat.markup.html import message_html


def marks() -> tuple[str, ...]:
    """What is shown as one would type it."""
    return (
        _("**bold**"),
        _("*italics*"),
        _("~~struck out~~"),
        _("`code`"),
        "```python\nprint(6 * 7)\n```",
        _("> a quote"),
        _("- one\n- two"),
        _("- [x] done\n- [ ] to do"),
        _("# A heading"),
        _("[a link](https://example.org)"),
        ":tada:",
        _("| boat | berth |\n|---|---|\n| Anna | 7 |"),
    )


class WritingSheet(ui.dialog):
    """Made when asked for, gone when closed. What becomes of a sample is what would become of a message."""

    def __init__(self) -> None:
        super().__init__(value=True)
        self.on("hide", self.delete)
        self.props["aria-label"] = _("What you can write")
        with self, ui.card().classes("dialog writing-sheet"):
            ui.element("h2").props["innerHTML"] = str(escape(_("What you can write")))
            ui.element("div").props["innerHTML"] = str(samples())
            with ui.row().classes("dialog-actions"):
                ui.button(_("Close"), color=None, on_click=self.close).props("flat no-caps").classes("button-quiet")


def samples() -> Renderable:
    """A table of two columns."""
    head = thead[tr[th[_("You write")], th[_("It becomes")]]]
    return table(".samples")[head, tbody[(_row(sample) for sample in marks())]]


def _row(sample: str) -> Renderable:
    return tr[td[pre[code[sample]]], td[div(".message-body")[message_html(sample)]]]
