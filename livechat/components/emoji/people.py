"""Who put which emoji under a message: for fingers and keyboards, which see no titles."""

from collections.abc import Sequence

from htpy import Renderable, bdi, dd, dl, dt, fragment
from markupsafe import escape
from nicegui import ui
from nicegui.element import Element

from livechat.emoji.names import words_of
from livechat.i18n.text import gettext as _
from livechat.records import Person

ReactionsByPeople = Sequence[tuple[str, Sequence[Person]]]


class ReactionPeople(ui.dialog):
    """Made when asked for, gone when closed."""

    def __init__(self, reactions: ReactionsByPeople) -> None:
        super().__init__(value=True)
        self.on("hide", self.delete)
        self.props["aria-label"] = _("Reactions")
        with self, ui.card().classes("dialog"):
            Element("h2").props["innerHTML"] = str(escape(_("Reactions")))
            Element("div").classes("reaction-people").props["innerHTML"] = str(_listed(reactions))
            with ui.row().classes("dialog-actions"):
                ui.button(_("Close"), color=None, on_click=self.close).props("flat no-caps").classes("button-quiet")


def _listed(reactions: ReactionsByPeople) -> Renderable:
    return dl[((dt(title=words_of(emoji))[emoji], dd[_names(people)]) for emoji, people in reactions)]


def _names(people: Sequence[Person]) -> Renderable:
    return fragment[((", " if number else "", bdi[who.display_name]) for number, who in enumerate(people))]
