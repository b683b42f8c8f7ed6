"""The shared parts of a room's page around its messages: header and typing line."""

from collections.abc import Sequence

from htpy import Element, Renderable, a, bdi, button, div, fragment, h1, p, span

from livechat.components.commands import TogglePeople, commanding
from livechat.components.icon import icon
from livechat.components.page_title import rooms_button
from livechat.i18n.text import gettext as _
from livechat.i18n.text import ngettext
from livechat.records import Person, RoomInfo


def room_words(room: RoomInfo) -> Renderable:
    """Name, description and search, as long as the room is not edited; what opens rooms and people where it is narrow.

    The counts stand apart, so that what can be pressed keeps its place and the focus while people come and go.
    """
    return fragment[
        rooms_button(),
        div(".room-title")[
            room_mark(room),
            h1(".room-name", title=room.name)[bdi[room.name]],
            room.is_private and span(".visually-hidden")[_("Private room")],
        ],
        room.description and p(".room-description", dir="auto", title=room.description)[room.description],
        a(".icon-button.room-search", href=f"/search?room={room.slug}", aria_label=_("Search this room"))[
            icon("search")
        ],
        button(".icon-button.people-over", type="button", popovertarget="people", aria_label=_("People"))[
            icon("group")
        ],
        button(".icon-button.people-aside", commanding(TogglePeople()), aria_label=_("People"))[icon("group")],
    ]


def room_counts(*, member_count: int, online_count: int) -> str:
    """As in `12 members · 4 online`."""
    people, online = ngettext("1 member", "{n} members", member_count), _("{n} online", n=online_count)
    return f"{people} · {online}"


def room_mark(room: RoomInfo) -> Element:
    """A lock or a number sign before a room's name."""
    return span(".room-mark", aria_hidden="true")[icon("lock") if room.is_private else "#"]


def typing_line(people: Sequence[Person]) -> str:
    """`Ann is typing…`, two names, or how many."""
    names = [person.display_name for person in people]
    if not names:
        return ""
    if len(names) == 1:
        return _("{person} is typing…", person=names[0])
    if len(names) == 2:
        return _("{person} and {other} are typing…", person=names[0], other=names[1])
    return ngettext("{n} person is typing…", "{n} people are typing…", len(names))
