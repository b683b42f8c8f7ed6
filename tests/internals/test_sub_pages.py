"""The contract of livechat/internals/sub_pages.py with NiceGUI: what is shown where no page can be, and the path."""

from collections.abc import Mapping

from nicegui import Client, ui
from nicegui.testing import User, user_simulation

from livechat.internals.sub_pages import SubPages, current_path, on_path_changed
from tests.fakes import settle
from tests.internals.contract import relies_on

WHERE = "livechat/internals/sub_pages.py"


class Outlet(SubPages):
    """Says what it could not show."""

    def show_not_found(self) -> None:
        ui.label("nothing here")

    def show_failed(self, error: Exception) -> None:
        ui.label(f"it failed: {error}")


def broken() -> None:
    raise ValueError("out of paint")


def site() -> None:
    Outlet({"/": lambda: ui.label("home"), "/broken": broken})


def plain_site() -> None:
    SubPages({"/": lambda: ui.label("home")})


def shown(user: User) -> list[str]:
    assert user.client is not None
    return [found.text for found in user.client.layout.descendants() if isinstance(found, ui.label)]


async def go(user: User, path: str) -> None:
    """Open the first page, and go on from there."""
    with await user.open("/"):
        ui.navigate.to(path)
    await settle()


def test_nicegui_shows_what_it_could_not_by_those_methods() -> None:
    relies_on(ui.sub_pages, "_render_404", "self", where=WHERE)
    relies_on(ui.sub_pages, "_render_error", "self", "_", where=WHERE)


async def test_a_page_that_is_there_is_shown() -> None:
    async with user_simulation(site) as user:
        await user.open("/")
        assert shown(user) == ["home"]


async def test_where_no_page_is_stands_what_the_subclass_says() -> None:
    async with user_simulation(site) as user:
        await go(user, "/elsewhere")
        assert shown(user) == ["nothing here"]


async def test_a_page_that_fails_is_replaced_by_what_the_subclass_says() -> None:
    async with user_simulation(site) as user:
        await user.open("/broken")
        assert shown(user) == ["it failed: out of paint"]


async def test_without_a_word_of_the_subclass_niceguis_own_is_shown() -> None:
    async with user_simulation(plain_site) as user:
        await go(user, "/elsewhere")
        assert shown(user) == ["404: sub page /elsewhere not found"]


async def test_the_path_is_known_from_the_first_request_and_followed() -> None:
    paths: list[str] = []
    async with user_simulation(site) as user:
        client: Client = await user.open("/?first=1")
        assert current_path(client) == "/?first=1", f"a client's path is kept otherwise now: see {WHERE}"

        on_path_changed(client, paths.append)
        with client:
            ui.navigate.to("/broken?x=1")
        await user.should_see("it failed")

        assert paths == ["/broken?x=1"]
        assert current_path(client) == "/broken?x=1"


class Walking(SubPages):
    """Goes to places of its own, and says which."""

    def __init__(self) -> None:
        self.places: list[str] = []
        self.built = 0
        super().__init__({"/": self._build, "/other": lambda: ui.label("other")})

    def goes_to(self, path: str, query: Mapping[str, str]) -> bool:
        self.places.append(query.get("m", ""))
        return path == "/"

    def _build(self, m: str = "") -> None:
        self.built += 1
        ui.label(f"built at {m}")


def test_nicegui_shows_a_page_by_those_methods() -> None:
    relies_on(ui.sub_pages, "_show", "self", where=WHERE)
    relies_on(ui.sub_pages, "_find_matching_path", "self", where=WHERE)
    relies_on(ui.sub_pages, "_set_match", "self", "match", where=WHERE)


async def test_a_page_with_places_is_asked_each_time_and_not_built_anew() -> None:
    outlets: list[Walking] = []
    async with user_simulation(lambda: outlets.append(Walking())) as user:
        client = await user.open("/?m=1")
        for place in ("/?m=2", "/?m=2", "/"):
            with client:
                ui.navigate.to(place)
            await settle()

        assert shown(user) == ["built at 1"]
        assert outlets[0].places == ["2", "2", ""]
        with client:
            ui.navigate.to("/other")
        await settle()
        assert shown(user) == ["other"]
        with client:
            ui.navigate.to("/?m=3")
        await settle()
        assert shown(user) == ["built at 3"]
        assert outlets[0].built == 2
