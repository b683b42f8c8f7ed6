"""What a person's own rooms are marked with: values that the stylesheet shows wherever a room is named."""

from functools import lru_cache

from livechat.components.style_rule import css_string
from livechat.i18n.languages import language
from livechat.i18n.text import gettext as _
from livechat.i18n.text import ngettext
from livechat.ids import RoomId

MOST_SHOWN = 99


def room_mark_rule(room_id: RoomId, unread: int, *, has_draft: bool) -> str:
    """The rule for everything that carries the room's `data-room`; empty where there is nothing to mark."""
    return _rule(language().tag, room_id, unread, has_draft=has_draft) if unread or has_draft else ""


@lru_cache(maxsize=10_000)
def _rule(_tag: str, room_id: RoomId, unread: int, *, has_draft: bool) -> str:
    """Many people have as many unread messages in a room: written once for each language."""
    words = ngettext("1 unread", "{n} unread", unread)
    said = [words] * bool(unread) + [_("draft")] * has_draft
    values = [f"--marks-said:{css_string(''.join(f', {word}' for word in said))}"]
    if unread:
        shown = str(unread) if unread <= MOST_SHOWN else f"{MOST_SHOWN}+"
        values.append(f'--unread:"{shown}";--unread-words:{css_string(words)}')
        values.append("--unread-weight:650;--unread-ink:var(--ink)")
    if has_draft:
        values.append('--draft:"edit"')  # the glyph's name in the icon font
    return f'[data-room="{int(room_id)}"]{{{";".join(values)}}}'
