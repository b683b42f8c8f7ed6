"""The shared parts of a room's page around its messages: header and typing line."""

from collections.abc import Sequence

from htpy import Renderable, bdi, div, fragment, h1, p, span

from livechat.records import Person, RoomRecord


def room_header(room: RoomRecord, *, member_count: int, online_count: int) -> Renderable:
    """Name, description and counts."""
    mark = "🔒" if room.is_private else "#"
    people = "1 member" if member_count == 1 else f"{member_count} members"
    return fragment[
        div(".room-title")[
            span(".room-mark", aria_hidden="true")[mark],
            h1(".room-name", title=room.name)[bdi[room.name]],
            room.is_private and span(".visually-hidden")["Private room"],
        ],
        p(".room-about")[
            span(".room-counts")[f"{people} · {online_count} online"],
            room.description and span(".room-description", dir="auto")[room.description],
        ],
    ]


def typing_line(people: Sequence[Person]) -> str:
    """`Ann is typing…`, two names, or how many."""
    names = [person.display_name for person in people]
    if not names:
        return ""
    if len(names) == 1:
        return f"{names[0]} is typing…"
    if len(names) == 2:
        return f"{names[0]} and {names[1]} are typing…"
    return f"{len(names)} people are typing…"
