"""What a search has found: a list of messages, each a link to its place in its room."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from htpy import Element, Renderable, a, bdi, div, fragment, li, mark, p, span, time, ul

from livechat.components.empty_state import empty_state
from livechat.components.person import avatar
from livechat.components.times import full_time, last_activity
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
    count = f"The {limit} best matches" if len(hits) >= limit else _messages(len(hits))
    return fragment[
        p(".search-count", role="status")[count],
        ul(".hits", role="list", aria_label="Results")[
            (li[_hit(hit, rooms[hit.message.room_id], now, zone)] for hit in hits)
        ],
    ]


def nothing_asked() -> Element:
    """Before anything is typed."""
    return empty_state("Find what was said", "Words count in any order, and the last one may be a beginning.")


def nothing_found(query: str, room: RoomInfo | None) -> Renderable:
    """No message matches; `room` when only one was searched."""
    where = f"in {room.name}" if room else "in the rooms you can read"
    return fragment[
        p(".visually-hidden", role="status")["No messages"],
        empty_state(f"Nothing found for “{query}”", f"No message {where} has all these words. Try fewer of them."),
    ]


def search_failed(sentence: str) -> Element:
    """Why there is no answer."""
    return p(".search-failed", role="alert")[sentence]


def _messages(count: int) -> str:
    return "1 message" if count == 1 else f"{count} messages"


def _hit(hit: SearchHit, room: RoomInfo, now: datetime, zone: tzinfo) -> Element:
    message = hit.message
    return a(".hit", href=f"/rooms/{room.slug}?m={message.id}")[
        avatar(message.author),
        div(".hit-main")[
            div(".hit-heading")[
                bdi(".hit-author")[message.author.display_name],
                span(".hit-room")["in ", bdi[room.name]],
                time(".hit-time", datetime=message.inserted_at.isoformat(), title=full_time(message.inserted_at, zone))[
                    last_activity(message.inserted_at, now, zone)
                ],
            ],
            p(".hit-excerpt", dir="auto")[(mark[text] if is_hit else text for text, is_hit in hit.excerpt)],
        ],
    ]
