"""NiceGUI's clients, one for each open page: which there are, whose they are, and how one ends at once."""

from collections.abc import Callable

from nicegui import Client
from starlette.requests import empty_receive, empty_send
from starlette.types import Scope

# What FastAPI keeps in the scope of a request while it answers, and what a request keeps of its headers.
ANSWERING = frozenset({"fastapi_middleware_astack", "fastapi_function_astack", "fastapi_inner_astack"})
CACHED = frozenset({"_headers", "_cookies", "_url", "_query_params"})


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


def let_go_of_connection(client: Client) -> None:
    """Its request has been answered: the page keeps who asked for what at which host, and nothing else of it.

    It would hold the connection, what each middleware made for the request, and all of its headers.
    """
    request = client.request
    request._receive, request._send = empty_receive, empty_send
    for cached in CACHED & vars(request).keys():
        delattr(request, cached)
    for name in ANSWERING & request.scope.keys():
        del request.scope[name]
    request.scope["headers"] = [(name, value) for name, value in request.scope["headers"] if name == b"host"]


def forget_on_connect(client: Client, handler: Callable[[], None]) -> None:
    """Undo `client.on_connect(handler)`."""
    client.connect_handlers.remove(handler)


def delete_at_once(client: Client) -> None:
    """Delete the page without waiting whether its socket comes back."""
    for document_id in tuple(client._delete_tasks):  # of sockets that went: they would delete it once more
        client._cancel_delete_task(document_id)
    if not client.is_deleted:
        client.delete()


def was_opened(client: Client) -> bool:
    """Whether a socket has ever shaken hands for the page."""
    return client._pinned_tab_id is not None


def clients_made_for(scope: Scope, *, since: float) -> list[Client]:
    """The pages that a request has made since that time (of `time.time()`), the newest first.

    A request whose page function fails makes one for the page and one for the error.
    """
    made = []
    for client in reversed(Client.instances.values()):
        if client.created < since:
            break
        their_scope = scope_of(client)
        if their_scope is not None and their_scope.get("state") is scope["state"]:
            made.append(client)
    return made


def give_id(client: Client, client_id: str) -> None:
    """Call the page otherwise; only while nothing of it has been sent."""
    del Client.instances[client.id]
    client.id = client_id
    Client.instances[client_id] = client
