"""NiceGUI's clients, one for each open page: which there are, whose they are, and what NiceGUI cannot undo."""

from collections.abc import Callable

from nicegui import Client


def forget_on_connect(client: Client, handler: Callable[[], None]) -> None:
    """Undo `client.on_connect(handler)`."""
    client.connect_handlers.remove(handler)
