"""`routes`: every address of the server and who may enter."""

from collections.abc import Iterator

from fastapi import FastAPI
from nicegui import core
from starlette.routing import BaseRoute, Mount

from livechat.chat import Chat
from livechat.config import load_settings
from livechat.live.screens import Screens
from livechat.pages.frame import SCREENS, install_pages
from livechat.web.application import install_web
from livechat.web.middleware import is_open


def routes() -> None:
    """List every HTTP and page route with who may enter."""
    chat, site = Chat(load_settings()), FastAPI(openapi_url=None)
    install_web(site, chat)
    install_pages(chat, Screens(chat))
    rows = [*_http_routes(site.routes), *_http_routes(core.app.routes)]
    rows += [("GET", f"{path}  (screen)", "signed in") for path in SCREENS]
    for methods, path, who in sorted(set(rows), key=lambda row: row[1]):
        print(f"{methods:<12} {path:<50} {who}")


def _http_routes(found: list[BaseRoute]) -> Iterator[tuple[str, str, str]]:
    for route in found:
        path = getattr(route, "path", "")
        who = "everybody" if is_open(path) else "signed in"
        if isinstance(route, Mount):
            yield "*", f"{path}/*", who
        else:
            yield ",".join(sorted(getattr(route, "methods", None) or ["GET"])), path, who
