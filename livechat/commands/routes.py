"""`routes`: every address of the server and who may enter."""

from collections.abc import Iterable, Iterator

from nicegui import core
from starlette.routing import BaseRoute, Mount, Route

from livechat.chat import Chat
from livechat.config import load_settings
from livechat.pages.frame import screens_of
from livechat.web.application import door_routes, open_routes

EVERYBODY, SIGNED_IN = "everybody", "signed in"
ADMINISTRATOR = "administrator of the server"

Row = tuple[str, str, str]
"""Path, methods, who may enter."""


def routes() -> None:
    """List every HTTP and page route with who may enter."""
    for path, methods, who in sorted(rows(Chat(load_settings()))):
        print(f"{methods:<10} {path:<52} {who}")


def rows(chat: Chat) -> set[Row]:
    """Everything that can be asked for."""
    everybodys = {route.path for route in open_routes(chat)}
    doors = [(route.path, _methods(route), _who(route, everybodys)) for route in door_routes(chat)]
    screens = [(path, "GET screen", SIGNED_IN) for path in screens_of(chat)]
    return {*doors, *screens, *_nicegui_rows(core.app.routes)}


def _who(route: Route, everybodys: Iterable[str]) -> str:
    if route.path in everybodys:
        return EVERYBODY
    return ADMINISTRATOR if route.path.startswith("/admin") else SIGNED_IN


def _nicegui_rows(found: Iterable[BaseRoute]) -> Iterator[Row]:
    for route in found:
        if isinstance(route, Mount):
            yield f"{route.path}/*", "*", SIGNED_IN if "_ws" in route.path else EVERYBODY
        elif isinstance(route, Route) and route.path.startswith("/_nicegui"):
            yield route.path, _methods(route), EVERYBODY


def _methods(route: Route) -> str:
    return ",".join(sorted(route.methods or {"GET"}))
