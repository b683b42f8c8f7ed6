"""The shared parts of a room's page around its messages: header and typing line."""

from collections.abc import Sequence

from htpy import Element, Renderable, a, bdi, button, div, fragment, h1, p, span

from livechat.components.commands import TogglePeople, commanding
from livechat.components.icon import icon
from livechat.components.page_title import rooms_button
from livechat.records import Person, RoomInfo


def room_header(room: RoomInfo, *, member_count: int, online_count: int) -> Renderable:
    """Name, description and counts; on narrow screens also what opens the rooms and the people."""
    people = "1 member" if member_count == 1 else f"{member_count} members"
    return fragment[
        rooms_button(),
        div(".room-title")[
            room_mark(room),
            h1(".room-name", title=room.name)[bdi[room.name]],
            room.is_private and span(".visually-hidden")["Private room"],
        ],
        p(".room-about")[
            span(".room-counts")[f"{people} · {online_count} online"],
            room.description and span(".room-description", dir="auto", title=room.description)[room.description],
        ],
        a(".icon-button.room-search", href=f"/search?room={room.slug}", aria_label="Search this room")[icon("search")],
        button(".icon-button.people-over", type="button", popovertarget="people", aria_label="People")[icon("group")],
        button(".icon-button.people-aside", commanding(TogglePeople()), aria_label="People")[icon("group")],
    ]


def room_mark(room: RoomInfo) -> Element:
    """A lock or a number sign before a room's name."""
    return span(".room-mark", aria_hidden="true")[icon("lock") if room.is_private else "#"]


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
