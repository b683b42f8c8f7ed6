"""The left column of the frame: the viewer's rooms and the account menu. One element, as it is the viewer's own."""

from functools import cache, lru_cache
from urllib.parse import urlencode

from htpy import Element as Html
from htpy import Renderable, a, bdi, button, div, form, fragment, h2, li, nav, p, span, ul
from markupsafe import Markup
from nicegui import binding
from nicegui.element import Element

from livechat.components.full_page_link import full_page_href
from livechat.components.icon import icon
from livechat.components.person import avatar
from livechat.i18n.languages import language
from livechat.i18n.text import gettext as _
from livechat.ids import RoomId
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
    tag = language().tag
    return fragment[
        div("#rooms.sidebar-panel", popover="auto")[
            _head(tag, collapsed=collapsed),
            nav(".sidebar-nav", aria_label=_("Rooms"))[
                _place("/", "forum", _("All rooms"), path),
                _search_link(path),
                h2(".sidebar-title")[_("Your rooms")],
                ul(".sidebar-rooms")[(_room(tag, room, path) for room in rooms)],
                not rooms and p(".sidebar-hint")[_("None yet. Join one, or make one.")],
            ],
        ],
        _account(tag, person),
    ]


@cache
def _head(_tag: str, *, collapsed: bool) -> Markup:
    """The same for everybody who reads one language, as the menu is: drawn once, not for each page that is opened."""
    name = _("Keep rooms open") if collapsed else _("Hide rooms")
    toggle = button(
        ".icon-button.sidebar-toggle", type="button", commandfor="sidebar", command="--toggle", aria_label=name
    )[icon("dock" if collapsed else "first_page")]
    return _rendered(div(".sidebar-head")[a(".wordmark", href="/")["livechat"], toggle])


def _place(href: str, glyph: str, name: str, path: str) -> Html:
    current = "page" if path == href.partition("?")[0] else None
    return a(".nav-link", href=href, aria_current=current)[span(".nav-mark")[icon(glyph)], name]


def _search_link(path: str) -> Html:
    """In a room it brings the room along, so that one can search there only."""
    first, slug = [*path.split("/"), "", ""][1:3]
    href = f"/search?{urlencode({'here': slug})}" if first == "rooms" else "/search"
    return _place(href, "search", _("Search"), path)


def _room(tag: str, room: RoomInfo, path: str) -> Markup:
    is_current = path == f"/rooms/{room.slug}"
    return _room_item(tag, room.id, room.slug, room.name, is_private=room.is_private, is_current=is_current)


@lru_cache(maxsize=10_000)
def _room_item(_tag: str, room_id: RoomId, slug: str, name: str, *, is_private: bool, is_current: bool) -> Markup:
    """A room looks alike in everybody's column, and does so at each step: it is drawn once."""
    mark = span(".nav-mark", aria_hidden="true")[icon("lock") if is_private else "#"]
    link = a(
        ".nav-link.nav-room", href=f"/rooms/{slug}", aria_current="page" if is_current else None, data_room=str(room_id)
    )
    private = is_private and span(".visually-hidden")[_("private")]
    marks = span(".nav-marks", aria_hidden="true")  # those behind the name are for who hears it
    return _rendered(li[link[mark, span(".nav-words")[bdi[name]], private, marks]])


def _account(tag: str, person: Person) -> Html:
    name = _("Account")
    return div(".account")[
        button(".account-button", type="button", popovertarget="account-menu", aria_label=name, title=name)[
            avatar(person), bdi(".account-name")[person.display_name]
        ],
        _menu(tag, is_admin=person.is_admin),
    ]


@cache
def _menu(_tag: str, *, is_admin: bool) -> Markup:
    return _rendered(
        div("#account-menu.menu", popover="auto", role="menu", aria_label=_("Account"))[
            a(".menu-item", role="menuitem", href="/profile")[_("Profile")],
            is_admin and a(".menu-item", role="menuitem", href=full_page_href("/admin"))[_("Administration")],
            form(method="post", action="/logout")[button(".menu-item", type="submit", role="menuitem")[_("Log out")],],
        ]
    )


def _rendered(html: Html) -> Markup:
    return Markup(html)  # noqa: S704 - htpy has escaped it
