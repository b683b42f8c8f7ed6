"""What you can write: each mark, and beside it what becomes of it."""

from htpy import Renderable, code, div, pre, table, tbody, td, th, thead, tr
from nicegui import ui

from livechat.markup.html import message_html

TITLE = "What you can write"
SAMPLES = (
    "**bold**",
    "*italics*",
    "~~struck out~~",
    "`code`",
    "```python\nprint(6 * 7)\n```",
    "> a quote",
    "- one\n- two",
    "- [x] done\n- [ ] to do",
    "# A heading",
    "[a link](https://example.org)",
    ":tada:",
    "| boat | berth |\n|---|---|\n| Anna | 7 |",
)


class WritingSheet(ui.dialog):
    """Made when asked for, gone when closed. What becomes of a sample is what would become of a message."""

    def __init__(self) -> None:
        super().__init__(value=True)
        self.on("hide", self.delete)
        self.props["aria-label"] = TITLE
        with self, ui.card().classes("dialog writing-sheet"):
            ui.element("h2").props["innerHTML"] = TITLE
            ui.element("div").props["innerHTML"] = str(samples())
            with ui.row().classes("dialog-actions"):
                ui.button("Close", color=None, on_click=self.close).props("flat no-caps").classes("button-quiet")


def samples() -> Renderable:
    """A table of two columns."""
    return table(".samples")[thead[tr[th["You write"], th["It becomes"]]], tbody[(_row(sample) for sample in SAMPLES)]]


def _row(sample: str) -> Renderable:
    return tr[td[pre[code[sample]]], td[div(".message-body")[message_html(sample)]]]
