"""The left column of the frame: the viewer's rooms and the account menu. One element, as it is the viewer's own."""

from urllib.parse import urlencode

from htpy import Element as Html
from htpy import Renderable, a, bdi, button, div, form, fragment, h2, li, nav, span, ul
from nicegui import binding
from nicegui.element import Element

from livechat.components.people import avatar
from livechat.components.plain_page import plain_page
from livechat.components.room_parts import icon
from livechat.records import Person, RoomRecord
from livechat.services.desks import Desk


class Sidebar(Element):
    """Follows the viewer's desk; `show_path` marks where the viewer is.

    On a narrow screen, and after "Hide rooms", what it holds is a popover that slides over the page.
    """

    rooms = binding.BindableProperty(on_change=lambda sidebar, _: sidebar._draw())
    person = binding.BindableProperty(on_change=lambda sidebar, _: sidebar._draw())

    def __init__(self, desk: Desk) -> None:
        super().__init__("div")
        self.classes("sidebar").props("id=sidebar")
        self._path = ""
        self._collapsed = False
        self.rooms, self.person = desk.rooms, desk.person
        binding.bind_from(self, "rooms", desk, "rooms")
        binding.bind_from(self, "person", desk, "person")
        self.on("command", self._on_toggle, args=[])

    def show_path(self, path: str) -> None:
        """Mark the current place, and close what led there: its element is a new one."""
        self._path = path
        self._draw()

    def _on_toggle(self) -> None:
        self._collapsed = not self._collapsed
        self.classes(toggle="sidebar-collapsed")
        self._draw()

    def _draw(self) -> None:
        if self._path:
            self._props["innerHTML"] = str(sidebar(self.rooms, self.person, self._path, collapsed=self._collapsed))
            self.update()


def sidebar(rooms: tuple[RoomRecord, ...], person: Person, path: str, *, collapsed: bool = False) -> Renderable:
    """What stands in the column; the account also where the rooms are hidden."""
    return fragment[
        div("#rooms.sidebar-panel", popover="auto")[
            div(".sidebar-head")[_link("/", "livechat", path, "wordmark"), _toggle(collapsed=collapsed)],
            nav(".sidebar-nav", aria_label="Rooms")[
                _link("/", "All rooms", path, "nav-link"),
                _search_link(path),
                h2(".sidebar-title")["Your rooms"],
                ul(".sidebar-rooms")[(li[_room(room, path)] for room in rooms)],
            ],
        ],
        _account(person),
    ]


def _toggle(*, collapsed: bool) -> Html:
    name = "Keep rooms open" if collapsed else "Hide rooms"
    return button(
        ".icon-button.sidebar-toggle", type="button", commandfor="sidebar", command="--toggle", aria_label=name
    )[icon("dock" if collapsed else "first_page")]


def _link(href: str, text: str, path: str, class_: str) -> Html:
    current = "page" if path == href and class_ == "nav-link" else None
    return a(class_=class_, href=href, aria_current=current)[text]


def _search_link(path: str) -> Html:
    """In a room it brings the room along, so that one can search there only."""
    _, first, slug, *_ = [*path.split("/"), "", ""]
    href = f"/search?{urlencode({'here': slug})}" if first == "rooms" else "/search"
    return a(".nav-link", href=href, aria_current="page" if path == "/search" else None)["Search"]


def _room(room: RoomRecord, path: str) -> Html:
    href = f"/rooms/{room.slug}"
    return a(".nav-link.nav-room", href=href, aria_current="page" if path == href else None)[
        span(".nav-mark")[_mark(room)], " ", bdi(".nav-name")[room.name]
    ]


def _mark(room: RoomRecord) -> Renderable:
    return fragment[icon("lock"), span(".visually-hidden")["private"]] if room.is_private else fragment["#"]


def _account(person: Person) -> Html:
    return div(".account")[
        button(".account-button", type="button", popovertarget="account-menu", aria_label="Account", title="Account")[
            avatar(person), bdi(".account-name")[person.display_name]
        ],
        div("#account-menu.menu", popover="auto", role="menu", aria_label="Account")[
            a(".menu-item", role="menuitem", href="/profile")["Profile"],
            person.is_admin and a(".menu-item", role="menuitem", href=plain_page("/admin"))["Administration"],
            form(method="post", action="/logout")[button(".menu-item", type="submit", role="menuitem")["Log out"],],
        ],
    ]
