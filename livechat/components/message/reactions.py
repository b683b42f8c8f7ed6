"""What people have put under a message: one button for each emoji, the same for all; a style rule marks one's own."""

from collections.abc import Callable, Sequence
from typing import Any

from htpy import fragment, span

from livechat.components.commands import ToggleReaction, commanding
from livechat.i18n.text import gettext as _
from livechat.i18n.text import ngettext
from livechat.ids import MessageId, UserId
from livechat.records import PostedMessage, Reaction

MAX_NAMES = 10  # a button names so many people and the count of the rest


def reaction_elements(
    strip_id: str, message: PostedMessage, name_of: Callable[[UserId], str]
) -> dict[str, dict[str, Any]]:
    """The strip under a message and its buttons as the browser's elements, by id; none where nothing was put there.

    Each button is an element by the name of its emoji: so it keeps the focus, and does not change under a finger.
    """
    if not message.reactions:
        return {}
    buttons = {_button_id(strip_id, reaction): _button(message.id, reaction, name_of) for reaction in message.reactions}
    props = {"role": "group", "aria-label": _("Reactions")}
    strip = {"tag": "div", "class": ["message-reactions"], "props": props, "children": [*buttons]}
    return {**buttons, strip_id: strip}


def _button_id(strip_id: str, reaction: Reaction) -> str:
    return "-".join([strip_id, *(f"{ord(character):x}" for character in reaction.emoji)])


def _button(message_id: MessageId, reaction: Reaction, name_of: Callable[[UserId], str]) -> dict[str, Any]:
    count = str(len(reaction.people))
    props = {
        **commanding(ToggleReaction(message_id, reaction.emoji)),
        "aria-label": f"{reaction.emoji} {count}",
        "title": names([name_of(user_id) for user_id in reaction.people[:MAX_NAMES]], len(reaction.people)),
        "data-by": " ".join(map(str, reaction.people)),
        "innerHTML": str(fragment[span(".reaction-emoji")[reaction.emoji], " ", span(".reaction-count")[count]]),
    }
    return {"tag": "button", "class": ["reaction"], "props": props}


def names(first: Sequence[str], count: int) -> str:
    """The first of so many people, and how many more there are."""
    rest = count - len(first)
    listed = ", ".join(first)
    return ngettext("{names} and {n} more", "{names} and {n} more", rest, names=listed) if rest > 0 else listed
