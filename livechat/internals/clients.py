"""NiceGUI's clients, one for each open page: which there are, whose they are, and how one ends at once."""

from collections.abc import Callable

from nicegui import Client
from starlette.types import Scope


def open_clients() -> tuple[Client, ...]:
    """Every page that is open, or was until a moment ago."""
    return tuple(Client.instances.values())


def find_client(client_id: str) -> Client | None:
    """The open page of that id."""
    return Client.instances.get(client_id)


def scope_of(client: Client) -> Scope | None:
    """The request that the page was built for; None when it was built for none."""
    try:
        return client.request.scope
    except RuntimeError:
        return None


def forget_on_connect(client: Client, handler: Callable[[], None]) -> None:
    """Undo `client.on_connect(handler)`."""
    client.connect_handlers.remove(handler)


def delete_at_once(client: Client) -> None:
    """Delete the page without waiting whether its socket comes back."""
    for document_id in tuple(client._delete_tasks):  # of sockets that went: they would delete it once more
        client._cancel_delete_task(document_id)
    if not client.is_deleted:
        client.delete()
