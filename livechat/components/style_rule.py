"""Style rules of one viewer, laid over rows that everybody shares."""

from collections.abc import Iterable

from nicegui.element import Element

from livechat.i18n.text import gettext as _
from livechat.ids import MessageId, RoomId, UserId


class StyleRule(Element):
    """A `<style>` of the viewer's own. Its rules hold integers and words of ours, never text of anybody's."""

    def __init__(self) -> None:
        super().__init__("style")

    def show(self, rules: Iterable[str]) -> None:
        """Replace the rules."""
        text = "\n".join(rules)
        if text != self.props.get("innerHTML"):
            self.props["innerHTML"] = text


def own_messages(user_id: UserId) -> str:
    """Marks the viewer's own rows, by a tint and in words."""
    row = f'.message[data-author="{int(user_id)}"]'
    bubble = "background:var(--own-bubble);padding:4px 10px;margin-left:-10px"
    you = css_string(" " + _("(you)"))
    said = f"{row} .message-body:not(.message-emoji,.message-deleted){{{bubble}}}"
    return f"{said} {row} .message-author::after{{content:{you}}} {own_acts(user_id)}"


def own_acts(user_id: UserId) -> str:
    """Marks the reactions that are the viewer's own too, and shows "Undo" where they have deleted something."""
    reaction = f'.reaction[data-by~="{int(user_id)}"]'
    undo = f'.message-undo[data-by="{int(user_id)}"]'
    return f"{reaction}{{border-color:var(--accent);background:var(--accent-subtle)}} {undo}{{display:inline}}"


def highlighted(message_id: MessageId) -> str:
    """Marks the row that was linked to."""
    return f"#m{int(message_id)} .message-row{{background:var(--highlight)}}"


def first_unread(position: int) -> str:
    """Shows the line "New messages" above the row at a position."""
    return f'.message[data-position="{int(position)}"] .new-separator{{display:flex}}'


def within_reach(message_id: MessageId) -> str:
    """Lets the row's buttons take the focus again after a menu or a dialog had it, though they are not seen yet."""
    return f":where(#m{int(message_id)}) .message-actions{{display:flex;opacity:0;pointer-events:none}}"


def joined_rooms(room_ids: Iterable[RoomId]) -> str:
    """Hides "Join" on the cards of these rooms."""
    cards = ",".join(f'[data-room="{int(room_id)}"] .card-join' for room_id in room_ids)
    return f"{cards}{{display:none}}" if cards else ""


def css_string(words: str) -> str:
    """Words of ours as CSS writes them: nothing in them ends the string, or the element around it."""
    plain = (letter if letter.isalnum() or letter in " ()," else f"\\{ord(letter):x} " for letter in words)
    return f'"{"".join(plain)}"'
