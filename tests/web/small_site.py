"""A server with the whole web around one small page, for tests that need real sockets.

Run as `python -m tests.web.small_site PORT FOLDER`.
"""

import asyncio
import sys
from collections import Counter
from pathlib import Path

from fastapi import FastAPI, Request
from nicegui import ui

from livechat.chat import Chat
from livechat.config import Settings
from livechat.web.application import install_web
from livechat.web.nicegui.site import draw_with_nicegui
from livechat.web.server import listen, serve


def install_page(site: FastAPI, clicks: Counter[int]) -> None:
    """A button that counts whose clicks arrive."""

    @site.get("/clicks")
    def all_clicks() -> dict[int, int]:
        return clicks

    @ui.page("/")
    def page(request: Request) -> None:
        def count() -> None:
            clicks[request.state.person_id] += 1

        ui.button("Count", on_click=count)


async def main(port: int, folder: Path) -> None:
    settings = Settings(_env_file=None, host="127.0.0.1", port=port, data_dir=folder, uploads_dir=folder, limits="off")
    listener = listen(settings)
    async with Chat(settings).running() as chat:
        site, clicks = FastAPI(), Counter[int]()
        install_web(site, chat)
        install_page(site, clicks)
        draw_with_nicegui(site)
        await serve(site, settings, listener, on_ready=lambda: None)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2])))
