"""The left column of the frame: the viewer's rooms and the account menu. One element, as it is the viewer's own."""

from functools import lru_cache
from urllib.parse import urlencode

from htpy import Element as Html
from htpy import Renderable, a, bdi, button, div, form, fragment, h2, li, nav, p, span, ul
from markupsafe import Markup
from nicegui import binding
from nicegui.element import Element

from livechat.components.full_page_link import full_page_href
from livechat.components.icon import icon
from livechat.components.person import avatar
from livechat.records import Person, RoomInfo
from livechat.services.viewer_state import ViewerState


class Sidebar(Element):
    """Follows the viewer's state; `show_path` marks where the viewer is.

    On a narrow screen, and after "Hide rooms", what it holds is a popover that slides over the page.
    """

    rooms = binding.BindableProperty(on_change=lambda self, _: self._draw())
    person = binding.BindableProperty(on_change=lambda self, _: self._draw())

    def __init__(self, state: ViewerState) -> None:
        super().__init__("div")
        self.classes("sidebar").props("id=sidebar")
        self._path = ""
        self._collapsed = False
        self.rooms, self.person = state.rooms, state.person
        binding.bind_from(self, "rooms", state, "rooms")
        binding.bind_from(self, "person", state, "person")
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
            self.props["innerHTML"] = str(sidebar(self.rooms, self.person, self._path, collapsed=self._collapsed))


def sidebar(rooms: tuple[RoomInfo, ...], person: Person, path: str, *, collapsed: bool = False) -> Renderable:
    """What stands in the column; the account also where the rooms are hidden."""
    return fragment[
        div("#rooms.sidebar-panel", popover="auto")[
            _HEAD_COLLAPSED if collapsed else _HEAD,
            nav(".sidebar-nav", aria_label="Rooms")[
                _place("/", "forum", "All rooms", path),
                _search_link(path),
                _TITLE,
                ul(".sidebar-rooms")[(_room(room, path) for room in rooms)],
                not rooms and p(".sidebar-hint")["None yet. Join one, or make one."],
            ],
        ],
        _account(person),
    ]


def _head(*, collapsed: bool) -> Html:
    name = "Keep rooms open" if collapsed else "Hide rooms"
    toggle = button(
        ".icon-button.sidebar-toggle", type="button", commandfor="sidebar", command="--toggle", aria_label=name
    )[icon("dock" if collapsed else "first_page")]
    return div(".sidebar-head")[a(".wordmark", href="/")["livechat"], toggle]


def _place(href: str, glyph: str, name: str, path: str) -> Html:
    current = "page" if path == href.partition("?")[0] else None
    return a(".nav-link", href=href, aria_current=current)[span(".nav-mark")[icon(glyph)], name]


def _search_link(path: str) -> Html:
    """In a room it brings the room along, so that one can search there only."""
    _, first, slug, *_ = [*path.split("/"), "", ""]
    href = f"/search?{urlencode({'here': slug})}" if first == "rooms" else "/search"
    return _place(href, "search", "Search", path)


def _room(room: RoomInfo, path: str) -> Markup:
    is_current = path == f"/rooms/{room.slug}"
    return _room_item(room.slug, room.name, is_private=room.is_private, is_current=is_current)


@lru_cache(maxsize=10_000)
def _room_item(slug: str, name: str, *, is_private: bool, is_current: bool) -> Markup:
    """A room looks alike in everybody's column, and does so at each step: it is drawn once."""
    mark = fragment[icon("lock"), span(".visually-hidden")["private"]] if is_private else fragment["#"]
    link = a(".nav-link.nav-room", href=f"/rooms/{slug}", aria_current="page" if is_current else None)
    return _rendered(li[link[span(".nav-mark")[mark], " ", bdi(".nav-name")[name]]])


def _account(person: Person) -> Html:
    return div(".account")[
        button(".account-button", type="button", popovertarget="account-menu", aria_label="Account", title="Account")[
            avatar(person), bdi(".account-name")[person.display_name]
        ],
        _ADMIN_MENU if person.is_admin else _MENU,
    ]


def _menu(*, is_admin: bool) -> Html:
    return div("#account-menu.menu", popover="auto", role="menu", aria_label="Account")[
        a(".menu-item", role="menuitem", href="/profile")["Profile"],
        is_admin and a(".menu-item", role="menuitem", href=full_page_href("/admin"))["Administration"],
        form(method="post", action="/logout")[button(".menu-item", type="submit", role="menuitem")["Log out"],],
    ]


def _rendered(html: Html) -> Markup:
    return Markup(html)  # noqa: S704 - htpy has escaped it


# What is the same for everybody is rendered once: the sidebar is drawn for each page that is opened.
_HEAD, _HEAD_COLLAPSED = _rendered(_head(collapsed=False)), _rendered(_head(collapsed=True))
_TITLE = _rendered(h2(".sidebar-title")["Your rooms"])
_MENU, _ADMIN_MENU = _rendered(_menu(is_admin=False)), _rendered(_menu(is_admin=True))
