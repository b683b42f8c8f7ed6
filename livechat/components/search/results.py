"""What a search has found: a list of messages, each a link to its place in its room."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from htpy import Element, Renderable, a, bdi, div, fragment, li, mark, p, span, time, ul

from livechat.components.empty_state import empty_state
from livechat.components.person import avatar
from livechat.components.times import full_time, last_activity
from livechat.i18n.text import gettext as _
from livechat.i18n.text import ngettext, woven
from livechat.ids import RoomId
from livechat.records import RoomInfo, SearchHit


def search_results(
    hits: Sequence[SearchHit],
    rooms: Mapping[RoomId, RoomInfo],
    *,
    limit: int,
    now: datetime,
    zone: tzinfo,
) -> Renderable:
    """The hits, best first; `rooms` by id."""
    found = len(hits)
    count = (
        ngettext("The {n} best match", "The {n} best matches", limit)
        if found >= limit
        else ngettext("1 message", "{n} messages", found)
    )
    return fragment[
        p(".search-count", role="status")[count],
        ul(".hits", role="list", aria_label=_("Results"))[
            (li[_hit(hit, rooms[hit.message.room_id], now, zone)] for hit in hits)
        ],
    ]


def nothing_asked() -> Element:
    """Before anything is typed."""
    return empty_state(_("Find what was said"), _("Words count in any order, and the last one may be a beginning."))


def nothing_found(query: str, room: RoomInfo | None) -> Renderable:
    """No message matches; `room` when only one was searched."""
    if room is None:
        hint = _("No message in the rooms you can read has all these words. Try fewer of them.")
    else:
        hint = _("No message in {room} has all these words. Try fewer of them.", room=room.name)
    return fragment[
        p(".visually-hidden", role="status")[_("No messages")],
        empty_state(_("Nothing found for “{query}”", query=query), hint),
    ]


def search_failed(sentence: str) -> Element:
    """Why there is no answer."""
    return p(".search-failed", role="alert")[sentence]


def _hit(hit: SearchHit, room: RoomInfo, now: datetime, zone: tzinfo) -> Element:
    message = hit.message
    return a(".hit", href=f"/rooms/{room.slug}?m={message.id}")[
        avatar(message.author),
        div(".hit-main")[
            div(".hit-heading")[
                bdi(".hit-author")[message.author.display_name],
                span(".hit-room")[woven(_("in {room}"), room=bdi[room.name])],
                time(".hit-time", datetime=message.inserted_at.isoformat(), title=full_time(message.inserted_at, zone))[
                    last_activity(message.inserted_at, now, zone)
                ],
            ],
            p(".hit-excerpt", dir="auto")[(mark[text] if is_hit else text for text, is_hit in hit.excerpt)],
        ],
    ]
