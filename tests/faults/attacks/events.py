"""What one member's page may say without end: buttons, paths, frames."""

import json

from tests.faults.attacks.attack import Attack
from tests.faults.site import ROOM, ROOM_PATH

LONG_PATH = "/" + "a/" * 30_000


async def new_room(attack: Attack) -> None:
    """The button that opens a dialog."""
    async for _, member in attack.turns("/"):
        member.press("New room")


async def menus(attack: Attack) -> None:
    """ "More" at a message."""
    async for number, member in attack.turns(ROOM_PATH):
        member.command("room", f"--more-{number % ROOM.messages + 1}")


async def navigation(attack: Attack) -> None:
    """From room to lobby and back."""
    async for number, member in attack.turns(ROOM_PATH):
        member.navigate(("/", ROOM_PATH, "/search", "/profile")[number % 4])


async def long_path(attack: Attack) -> None:
    """Navigation to 60 kB of slashes."""
    async for _, member in attack.turns(ROOM_PATH):
        member.navigate(LONG_PATH)


async def unread(attack: Attack) -> None:
    """Pages that ask for the room again and again, and never read what they get."""
    async for number, member in attack.turns(ROOM_PATH):
        member.transport.pause_reading()
        member.navigate(("/", ROOM_PATH)[number % 2])


async def unknown_events(attack: Attack) -> None:
    """Events of elements that are not there."""
    async for number, member in attack.turns(ROOM_PATH):
        event = {"id": 90_000 + number, "client_id": member.page.client_id, "listener_id": "none", "args": ["{}"]}
        member.send("42" + json.dumps(["event", event]))


async def forged_events(attack: Attack) -> None:
    """Arguments of the wrong kind: [] for Enter, {} for a path, no key for a command."""
    async for _, member in attack.turns(ROOM_PATH):
        for key, element in tuple(member.elements.items()):
            for listener in element.get("events", ()):
                event = {"id": int(key), "client_id": member.page.client_id, "args": ["[]"]}
                member.send("42" + json.dumps(["event", event | {"listener_id": listener["listener_id"]}]))


async def log_events(attack: Attack) -> None:
    """Lines for the server's log."""
    async for number, member in attack.turns(ROOM_PATH):
        event = {"client_id": member.page.client_id, "level": "error", "message": f"{number} {'x' * 400}"}
        member.send("42" + json.dumps(["log", event]))


async def handshakes(attack: Attack) -> None:
    """The handshake again, without what it needs."""
    async for _, member in attack.turns(ROOM_PATH):
        member.send("42" + json.dumps(["handshake", {"client_id": member.page.client_id}]))


async def broken_frames(attack: Attack) -> None:
    """A frame that is none, which costs the socket, and a new page for it."""
    async for _, member in attack.turns(ROOM_PATH):
        member.send("40{xyz")


EVENTS = {
    attack.__name__: attack
    for attack in (
        new_room,
        menus,
        navigation,
        long_path,
        unread,
        unknown_events,
        forged_events,
        log_events,
        handshakes,
        broken_frames,
    )
}
