"""The pages and states that pictures are taken of: each scene leads an open page to where it is to be seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from playwright.sync_api import Page, expect

LONG_NAME = "Ausschuss für die Verschönerung der Hafenpromenade und angrenzender Grünflächen"
LONG_WORDS = (
    "Rinderkennzeichnungsfleischetikettierungsüberwachungsaufgabenübertragungsgesetz " * 2
    + "https://plans.example.org/" + "harbour-day/" * 12 + "v8.pdf"
)  # fmt: skip
RIGHT_TO_LEFT = "مرحبا بكم في المرفأ! القارب *جاهز* للرحلة يوم السبت في الساعة 10:30، ولا تنسوا https://example.org"
PLAIN_CODE = "```\nfor berth in berths:\n    print(berth, 'is free' if not berth.boat else berth.boat.name, sep=': ')  # " + "long " * 20 + "\n```"  # fmt: skip  # noqa: E501
SETTLE_MS = 400  # for what comes by the socket after the page


class Viewer(Enum):
    """Who looks, and where."""

    STRANGER = "nobody signed in, on the team's server"
    ADMIN = "Ines, on the team's server"
    OUTSIDER = "Leila, on the team's server: not a member of every room"
    FIRST = "the first person on a new server"


@dataclass(frozen=True)
class Scene:
    """A picture's name, who looks, and the way there."""

    name: str
    viewer: Viewer
    go: Callable[[Page], None]


def _plain(path: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()

    return go


def _wrong_password(page: Page) -> None:
    page.goto("/login")
    page.get_by_label("Email").fill("ines@lindhaven.example")
    page.get_by_label("Password", exact=True).fill("five gulls, perhaps")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_be_visible()


def _no_name(page: Page) -> None:
    page.goto("/register")
    page.get_by_label("Email").fill("swan@lindhaven.example")
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("alert")).to_be_visible()


def _lobby(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("article").first).to_be_visible()


def _empty_lobby(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("button", name="New room")).to_be_visible()
    page.wait_for_timeout(SETTLE_MS)


def _new_room(page: Page) -> None:
    _lobby(page)
    page.get_by_role("button", name="New room").click()
    expect(page.get_by_role("dialog").get_by_label("Name")).to_be_visible()


def _room(slug: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(f"/rooms/{slug}")
        expect(page.get_by_role("log").get_by_role("article").last).to_be_visible()

    return go


def _scrolled(page: Page) -> None:
    _room("harbour-day")(page)
    box = page.locator(".scroller").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for _ in range(12):
        page.mouse.wheel(0, -700)
        page.wait_for_timeout(120)


def _linked(page: Page) -> None:
    page.goto("/search?q=swan+people")
    link = page.get_by_role("list", name="Results").get_by_role("link").first
    address = link.get_attribute("href") or "/"
    page.goto(address)
    expect(page.get_by_role("log").get_by_role("article").last).to_be_visible()
    page.wait_for_timeout(SETTLE_MS)


def _hovered(page: Page) -> None:
    _room("boatyard")(page)
    page.locator(".message-row").last.hover()


def _writing(page: Page) -> None:
    _room("general")(page)
    page.get_by_role("textbox", name="Message", exact=True).fill(
        "Two things before lunch:\n\n- the **radios** are charged\n- the badges are not"
    )


def _room_menu(page: Page) -> None:
    _room("general")(page)
    page.get_by_role("button", name="Room menu").click()
    expect(page.get_by_role("menuitem").last).to_be_visible()


def _rooms(page: Page) -> None:
    _room("general")(page)
    _show_rooms(page)


def _people(page: Page) -> None:
    _room("general")(page)
    page.get_by_role("button", name="People").click()


def _show_rooms(page: Page) -> None:
    """On a phone they slide over the page when asked for; elsewhere they are there."""
    button = page.get_by_role("button", name="Rooms", exact=True)
    if button.is_visible():
        button.click()


def _account_menu(page: Page) -> None:
    _lobby(page)
    _show_rooms(page)
    page.get_by_role("button", name="Account").click()
    expect(page.get_by_role("menuitem", name="Log out")).to_be_visible()


def _search(query: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(f"/search?q={query}")
        expect(page.get_by_role("searchbox", name="Search messages")).to_be_visible()
        page.wait_for_timeout(SETTLE_MS)

    return go


def _profile(page: Page) -> None:
    page.goto("/profile")
    expect(page.get_by_role("textbox", name="Display name")).to_be_visible()


def _not_here(page: Page) -> None:
    page.goto("/rooms/nowhere")
    expect(page.get_by_role("heading", name="Not here")).to_be_visible()


def make_room(page: Page, name: str, *said: str) -> None:
    """Make a room and say something in it."""
    page.goto("/")
    page.get_by_role("button", name="New room").click()
    page.get_by_role("dialog").get_by_label("Name").fill(name)
    page.get_by_role("dialog").get_by_label("Description").fill(f"{name}. {name}." if said else "")
    page.get_by_role("button", name="Create room").click()
    composer = page.get_by_role("textbox", name="Message", exact=True)
    for text in said:
        composer.fill(text)
        page.get_by_role("button", name="Send").click()
        expect(composer).to_have_value("")


def _card(name: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto("/")
        page.get_by_role("article", name=name).get_by_role("link").click()
        expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
        page.wait_for_timeout(SETTLE_MS)

    return go


SCENES = (
    Scene("empty-lobby", Viewer.FIRST, _empty_lobby),  # before a room is made there
    Scene("empty-room", Viewer.FIRST, _card("Quay")),
    Scene("extremes", Viewer.FIRST, _card(LONG_NAME)),
    Scene("sign-in", Viewer.STRANGER, _plain("/login")),
    Scene("sign-in-wrong", Viewer.STRANGER, _wrong_password),
    Scene("register", Viewer.STRANGER, _plain("/register")),
    Scene("register-wrong", Viewer.STRANGER, _no_name),
    Scene("lobby", Viewer.ADMIN, _lobby),
    Scene("lobby-outside", Viewer.OUTSIDER, _lobby),
    Scene("new-room", Viewer.ADMIN, _new_room),
    Scene("room", Viewer.ADMIN, _room("harbour-day")),
    Scene("room-code", Viewer.ADMIN, _room("website")),
    Scene("room-private", Viewer.ADMIN, _card("Money")),
    Scene("room-scrolled", Viewer.ADMIN, _scrolled),
    Scene("room-linked", Viewer.ADMIN, _linked),
    Scene("room-hovered", Viewer.ADMIN, _hovered),
    Scene("room-menu", Viewer.ADMIN, _room_menu),
    Scene("room-outside", Viewer.OUTSIDER, _room("boatyard")),
    Scene("rooms", Viewer.ADMIN, _rooms),
    Scene("people", Viewer.ADMIN, _people),
    Scene("account-menu", Viewer.ADMIN, _account_menu),
    Scene("search", Viewer.ADMIN, _search("swan+people")),
    Scene("search-room", Viewer.ADMIN, _search("winch&room=boatyard")),
    Scene("search-empty", Viewer.ADMIN, _search("")),
    Scene("search-nothing", Viewer.ADMIN, _search("submarine")),
    Scene("profile", Viewer.ADMIN, _profile),
    Scene("sessions", Viewer.ADMIN, _plain("/profile/security")),
    Scene("admin", Viewer.ADMIN, _plain("/admin")),
    Scene("not-here", Viewer.ADMIN, _not_here),
    Scene("room-writing", Viewer.ADMIN, _writing),  # leaves a draft behind
)
