"""One page with one shared feed, told what to show by requests: what the fan-out needs of NiceGUI, and nothing else.

Run as `python -m tests.browser.fanout_site` with the settings of a server.
"""

import asyncio
import json
from typing import Annotated, Any

from fastapi import Body, FastAPI
from nicegui import Client, ui

from livechat.config import load_settings
from livechat.internals.frames import encode_element, encode_update
from livechat.internals.shared_children import SharedChildren
from livechat.internals.uvicorn.websocket_protocol import Connection, protocol_of
from livechat.web.nicegui.site import draw_with_nicegui
from livechat.web.server import listen, serve

Update = dict[str, Any]
Told = Annotated[Update, Body()]

STRETCHED = "~"  # what is told so many times instead of once: a request has a bound


class Board:
    """What everybody sees in the feed, and everybody's line."""

    def __init__(self) -> None:
        self.state: Update = {"feed": {"tag": "div", "children": []}}
        self.lines: dict[str, Connection] = {}
        self.pages: list[Page] = []

    def connect(self, client: Client) -> None:
        protocol = protocol_of(client)
        assert protocol is not None
        line = self.lines[client.id] = Connection(protocol, lambda: self.tell_state(line))
        self.tell_state(line)

    def tell_state(self, line: Connection) -> None:
        line.write(frame_of(self.state))

    def note(self, update: Update) -> None:
        for element_id, element in update.items():
            if element is None:
                self.state.pop(element_id, None)
            else:
                self.state[element_id] = {name: value for name, value in element.items() if name != "update_method"}

    def tell(self, update: Update) -> None:
        self.note(update)
        for line in self.lines.values():
            line.write(frame_of(update))


class Page:
    """A label of its own, the feed, and what was last commanded from a row of it."""

    def __init__(self, board: Board) -> None:
        with ui.element("main").props("id=page") as self.main:
            self.own = ui.label("own")
            self.place = SharedChildren("div", after=("feed",))
        self.main.on("command", lambda event: self.own.set_text(event.args["command"]), args=["command"])
        board.pages.append(self)

    def move(self, name: str) -> None:
        """Show another shared element in another place."""
        self.place.delete()
        with self.main:
            self.own.set_text(name)
            self.place = SharedChildren("section", after=(name,))


def frame_of(update: Update) -> bytes:
    return encode_update(encode_element(element_id, element) for element_id, element in update.items())


def site_of(board: Board) -> FastAPI:
    site = FastAPI()

    @site.get("/health")
    def health() -> str:
        return "well"

    @site.post("/tell")
    async def tell(update: Told) -> None:
        board.tell(update)

    @site.post("/stretch/{times}")
    async def stretch(times: int, update: Told) -> None:
        board.tell(json.loads(json.dumps(update).replace(STRETCHED, STRETCHED * times)))

    @site.post("/note")
    async def note(update: Told) -> None:
        board.note(update)

    @site.post("/move/{name}")
    async def move(name: str, update: Told) -> None:
        for page in board.pages:
            page.move(name)
        board.tell(update)

    @ui.page("/")
    def show() -> None:
        Page(board)
        ui.context.client.on_connect(board.connect)

    return site


async def main() -> None:
    settings = load_settings()
    listener = listen(settings)
    site = site_of(Board())
    draw_with_nicegui(site)
    await serve(site, settings, listener, on_ready=lambda: None)


if __name__ == "__main__":
    asyncio.run(main())
