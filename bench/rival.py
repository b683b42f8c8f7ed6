"""The rival: a chat in the framework's own way, one `ui.chat_message` for every viewer and message.

A yardstick, so nothing here is tuned. Run as `python bench/rival.py PORT`; GET / is the room, /post?body=… posts.
"""

import sys

from nicegui import Client, app, ui

MESSAGES_ON_SCREEN = 50
rooms: dict[str, ui.column] = {}


def say(body: str) -> None:
    """One message in one viewer's copy."""
    ui.chat_message(body, name="Ann", stamp="10:00", avatar="/a.png")


@ui.page("/")
def room(client: Client) -> None:
    """A viewer's own copy of everything."""
    with ui.column() as rooms[client.id]:
        for number in range(MESSAGES_ON_SCREEN):
            say(f"hello number {number} and some more text for a message")
    ui.input()
    client.on_delete(lambda: rooms.pop(client.id, None))


@app.get("/post")
async def post(body: str) -> str:
    """Append the message to each viewer's copy."""
    for column in list(rooms.values()):
        with column:
            say(body)
    return "posted"


ui.run(
    host="127.0.0.1",
    port=int(sys.argv[1]),
    reload=False,
    show=False,
    show_welcome_message=False,
    storage_secret="bench",
)
