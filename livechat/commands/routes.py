"""`routes`: every address of the server and who may enter."""

from collections.abc import Iterator, Sequence

import typer
from nicegui import app
from starlette.routing import BaseRoute, Mount, Route

from livechat.chat import Chat
from livechat.config import load_settings
from livechat.live.screens import Screens
from livechat.pages.app_shell import PAGES, install_pages
from livechat.web.application import open_routes, plain_routes
from livechat.web.login.admin_page import AdminPage
from livechat.web.middleware.pages import NICEGUI_PART

Row = tuple[str, str, str]  # methods, path, who may enter


def routes() -> None:
    """List every HTTP and page route with who may enter."""
    chat = Chat(load_settings())
    install_pages(chat, Screens(chat))
    rows = {*_rows(chat, [*plain_routes(chat), *app.routes]), *_screens()}
    for methods, path, who in sorted(rows, key=lambda row: (row[1], row[0])):
        typer.echo(f"{methods:<10} {path:<50} {who}")


def _rows(chat: Chat, found: Sequence[BaseRoute]) -> Iterator[Row]:
    to_everybody = open_routes(chat)
    to_administrators = {route.path for route in AdminPage(chat.accounts, chat.viewer_states, chat.settings).routes()}
    for route in found:
        path = f"{route.path}/*" if isinstance(route, Mount) else getattr(route, "path", "")
        yield _methods(route), path, _who(path, to_everybody, to_administrators)


def _screens() -> Iterator[Row]:
    """What is shown inside the frame's page."""
    for path in PAGES:
        yield "screen", path, "signed in"


def _methods(route: BaseRoute) -> str:
    methods: set[str] = getattr(route, "methods", None) or set()
    return ",".join(sorted(methods - {"HEAD"})) or "*"


def _who(path: str, to_everybody: Sequence[Route], to_administrators: set[str]) -> str:
    if NICEGUI_PART.match(path) or any(route.path_regex.match(path) for route in to_everybody):
        return "everybody"
    return "administrators" if path in to_administrators else "signed in"
