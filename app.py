"""livechat: `python app.py` serves the team chat. Everything is put together here."""

import sys
from multiprocessing import current_process
from socket import socket

from fastapi import FastAPI

from livechat.chat import Chat
from livechat.config import Settings, load_settings
from livechat.errors import StartError
from livechat.lanes.refusals import starting
from livechat.live.screens import Screens
from livechat.pages.app_shell import install_pages
from livechat.pages.room.homecoming import Homecoming
from livechat.startup.data_lock import data_directory_held
from livechat.web.application import install_web
from livechat.web.nicegui.site import draw_with_nicegui
from livechat.web.reloading import run_and_reload
from livechat.web.server import listen, run_to_the_end, serve
from livechat.web.startup_banner import startup_banner


async def run(settings: Settings) -> None:
    """Serve until a signal arrives. Raises StartError."""
    with listen(settings) as listener, data_directory_held(settings.data_dir, host=settings.host, port=settings.port):
        await run_with(listener, settings)


async def run_with(listener: socket, settings: Settings) -> None:
    """Serve on an open socket, with a data directory that nobody else has. Raises StartError."""
    async with Chat(settings).running() as chat:
        screens = Screens(chat)
        site = FastAPI(openapi_url=None)
        install_web(site, chat, bring_home=Homecoming(chat))
        install_pages(chat, screens)
        draw_with_nicegui(site)
        screens.start()
        with starting(settings.database):
            welcome = startup_banner(settings, await chat.accounts.links.setup_path())
        await serve(site, settings, listener, on_ready=lambda: print(welcome, flush=True))  # noqa: T201 - for who started it


def main() -> None:
    """Start, or say in one sentence why not."""
    try:
        settings = load_settings()
        if settings.env == "development" and current_process().name == "MainProcess":
            run_and_reload(main)
        else:
            run_to_the_end(run(settings))
    except StartError as error:
        sys.exit(f"livechat cannot start: {error}")
    except KeyboardInterrupt:  # the second one: the first ends it in order
        sys.exit(130)


if __name__ == "__main__":
    main()
