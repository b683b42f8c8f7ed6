"""What a person's own rooms are marked with: values that the stylesheet shows wherever a room is named."""

from functools import lru_cache

from htpy import Renderable, fragment, span

from livechat.components.icon import icon
from livechat.components.style_rule import css_string
from livechat.i18n.languages import language
from livechat.i18n.text import gettext as _
from livechat.i18n.text import ngettext
from livechat.ids import RoomId

MOST_SHOWN = 99


def room_mark_rule(room_id: RoomId, unread: int, *, has_draft: bool) -> str:
    """The rule for everything that carries the room's `data-room`; empty where there is nothing to mark."""
    return _rule(language().tag, room_id, unread, has_draft=has_draft)


@lru_cache(maxsize=10_000)
def _rule(_tag: str, room_id: RoomId, unread: int, *, has_draft: bool) -> str:
    """Many people have as many unread messages in a room: written once for each language."""
    values = []
    if unread:
        shown = str(unread) if unread <= MOST_SHOWN else f"{MOST_SHOWN}+"
        words = ngettext("1 unread", "{n} unread", unread)
        values += [f'--unread:"{shown}"', f"--unread-words:{css_string(words)}", "--unread-weight:650"]
    if has_draft:
        values.append("--draft:inline")
    return f'[data-room="{int(room_id)}"]{{{";".join(values)}}}' if values else ""


def unread_badge() -> Renderable:
    """Where the number stands; the words beside the room's name say the same."""
    return span(".nav-unread", aria_hidden="true")


def draft_mark() -> Renderable:
    """Shown where a draft is."""
    return span(".nav-draft")[fragment[icon("edit"), span(".visually-hidden")[_("draft")]]]
