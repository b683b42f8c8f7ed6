"""A server with the whole web around one small page, for tests that need real sockets.

Run as `python -m tests.web.small_site` with the settings of a server.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from nicegui import ui
from nicegui.events import GenericEventArguments, ValueChangeEventArguments

from livechat.chat import Chat
from livechat.config import load_settings
from livechat.internals.clients.open_clients import give_id
from livechat.web.application import install_web
from livechat.web.nicegui.site import draw_with_nicegui
from livechat.web.server import listen, serve
from tests.server import Server

ENTER = 13


@asynccontextmanager
async def running_site(folder: Path) -> AsyncIterator[Server]:
    """The small site in a process of its own, until it is no longer needed."""
    site = Server(folder, limits="off")
    site.program = ("-m", "tests.web.small_site")
    yield await site.start()
    assert await site.stop() == 0, site.output


def install_page(site: FastAPI, clicks: Counter[int]) -> None:
    """A button that counts whose clicks arrive."""

    @site.get("/clicks")
    def all_clicks() -> dict[int, int]:
        return clicks

    @ui.page("/")
    def page(request: Request) -> None:
        give_id(ui.context.client, request.state.page_id)

        def count() -> None:
            clicks[request.state.person_id] += 1

        def typed(event: GenericEventArguments) -> None:
            assert event.args.get("keyCode") == ENTER

        async def changed(event: ValueChangeEventArguments[str | None]) -> None:
            assert (event.value or "").strip() is not None

        ui.button("Count", on_click=count)
        ui.input("Name", value="", on_change=changed).on("keydown.enter", typed, ["keyCode"])


async def main() -> None:
    settings = load_settings()
    listener = listen(settings)
    async with Chat(settings).running() as chat:
        site, clicks = FastAPI(), Counter[int]()
        install_web(site, chat)
        install_page(site, clicks)
        draw_with_nicegui(site)
        await serve(site, settings, listener, on_ready=lambda: None)


if __name__ == "__main__":
    asyncio.run(main())
