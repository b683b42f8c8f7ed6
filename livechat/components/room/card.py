"""A room in the lobby. Everybody gets the same card; a style rule of the viewer hides "Join" on their own rooms."""

from datetime import datetime, tzinfo
from typing import Any

from htpy import Element, Renderable, a, bdi, button, div, fragment, h2, p, span

from livechat.components.commands import JoinRoom, MakeRoom, ShowMoreRooms, commanding
from livechat.components.empty_state import empty_state
from livechat.components.room.header import room_mark
from livechat.components.times import last_activity
from livechat.i18n.text import gettext as _
from livechat.i18n.text import ngettext
from livechat.records import RoomInfo


def room_card_elements(card_id: str, room: RoomInfo, facts: Renderable) -> dict[str, dict[str, Any]]:
    """The card as the browser's elements, by id: an `article` named after the room, and its two parts.

    What changes while one looks at it is apart, so that what can be pressed keeps its place and the focus.
    """
    words_id, facts_id = parts = card_part_ids(card_id)
    return {
        card_id: {
            "tag": "article",
            "class": ["room-card"],
            "props": {"data-room": str(room.id), "aria-label": room.name},
            "children": [*parts],
        },
        words_id: {"tag": "div", "class": ["card-words"], "props": {"innerHTML": str(card_words(room))}},
        facts_id: {"tag": "p", "class": ["card-facts"], "props": {"innerHTML": str(facts)}},
    }


def card_part_ids(card_id: str) -> tuple[str, str]:
    """The ids of a card's parts."""
    return f"{card_id}-words", f"{card_id}-facts"


def room_card(room: RoomInfo, facts: Renderable) -> Renderable:
    """What stands inside the card."""
    return fragment[div(".card-words")[card_words(room)], p(".card-facts")[facts]]


def card_words(room: RoomInfo) -> Renderable:
    """What is as long as the room is not edited."""
    return fragment[
        div(".card-title")[
            room_mark(room),
            h2[a(".card-link", href=f"/rooms/{room.slug}")[bdi[room.name]]],
        ],
        p(".card-about", dir="auto")[room.description or _("No description yet.")],
        span(".card-unread"),
        not room.is_private and _join(room),
    ]


def card_facts(
    *, member_count: int, online_count: int, active_at: datetime | None, now: datetime, zone: tzinfo
) -> Renderable:
    """What changes as people come, talk and go."""
    return fragment[
        ngettext("1 member", "{n} members", member_count),
        span(".card-online")[" · ", _("{n} online", n=online_count)] if online_count else None,
        (" · ", last_activity(active_at, now, zone)) if active_at else None,
    ]


def _join(room: RoomInfo) -> Element:
    return button(".button.card-join", commanding(JoinRoom(room.id)))[_("Join")]


def no_rooms() -> Element:
    """What stands in the lobby of a new server."""
    first = button(".button", commanding(MakeRoom()))[_("Make the first room")]
    return empty_state(_("No rooms yet"), _("A room is where people talk: one for a team, a topic or a boat."), first)


def more_rooms() -> Element:
    """What stands below the cards while there are more of them."""
    return button(".button", commanding(ShowMoreRooms()))[_("Show more rooms")]
