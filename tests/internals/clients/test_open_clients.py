"""The contract of livechat/internals/clients/open_clients.py with NiceGUI's pages."""

import asyncio
import time

from nicegui import Client
from nicegui.page import page
from starlette.datastructures import QueryParams
from starlette.requests import Request, empty_receive, empty_send

from livechat.internals.clients.open_clients import (
    ANSWERING,
    CACHED,
    clients_made_for,
    delete_at_once,
    find_client,
    forget_on_connect,
    give_id,
    let_go_of_connection,
    open_clients,
    scope_of,
    was_opened,
)
from tests.fakes import settle
from tests.internals.contract import relies_on

WHERE = "livechat/internals/clients/open_clients.py"


class Listener:
    """Hears of sockets by a method, which is a new object each time it is named."""

    def connected(self) -> None: ...


def tasks_that_delete() -> list[str]:
    return [name for task in asyncio.all_tasks() if (name := task.get_name()).startswith("delete content")]


async def test_a_page_is_found_while_it_is_open(client: Client) -> None:
    assert open_clients() == (client,)
    assert find_client(client.id) is client

    delete_at_once(client)

    assert open_clients() == ()
    assert find_client(client.id) is None


async def test_a_page_knows_the_request_that_it_was_built_for(client: Client) -> None:
    scope = scope_of(client)

    assert scope is not None, f"pages keep their request elsewhere now: see {WHERE}"
    assert (scope["type"], scope["path"]) == ("http", "/")


async def test_what_a_page_keeps_of_its_answered_request_is_who_asked_for_what(client: Client) -> None:
    request = client.request
    request.scope["headers"].append((b"cookie", b"session=secret"))
    assert request.url.path == "/"
    assert request.cookies["session"] == "secret"
    assert request.query_params == QueryParams("")
    assert vars(request).keys() >= CACHED | {"_receive", "_send"}, f"requests keep theirs elsewhere now: see {WHERE}"
    request.scope.update(dict.fromkeys(ANSWERING))
    state, base_url = request.state, str(request.base_url)

    let_go_of_connection(client)

    assert not request.scope.keys() & ANSWERING
    assert not request.cookies
    assert [request._receive, request._send] == [empty_receive, empty_send]
    assert (request.url.path, str(request.base_url)) == ("/", base_url)
    assert request.state is state


async def test_a_page_that_was_built_for_no_request_has_none(client: Client) -> None:
    assert scope_of(Client(page(""))) is None


async def test_a_handler_of_new_sockets_is_forgotten(client: Client) -> None:
    listener = Listener()
    client.on_connect(listener.connected)
    assert listener.connected in client.connect_handlers, f"on_connect keeps something else now: see {WHERE}"

    forget_on_connect(client, listener.connected)

    assert listener.connected not in client.connect_handlers


async def test_a_page_without_a_socket_is_deleted_once(client: Client) -> None:
    relies_on(Client, "_cancel_delete_task", "self", "document_id", where=WHERE)
    client.handle_disconnect(*client._socket_to_document_id)
    assert len(tasks_that_delete()) == len(client._delete_tasks) == 1, f"pages are deleted otherwise now: see {WHERE}"

    delete_at_once(client)
    await settle()

    assert client.is_deleted
    assert tasks_that_delete() == []


async def test_a_page_that_is_deleted_already_is_left_alone(client: Client) -> None:
    client.delete()

    delete_at_once(client)

    assert client.is_deleted


async def test_a_page_is_known_to_have_been_opened_by_a_socket_even_when_that_is_gone(client: Client) -> None:
    assert was_opened(client), f"the first handshake is noted elsewhere now: see {WHERE}"
    client.handle_disconnect(*client._socket_to_document_id)

    assert was_opened(client)
    assert not was_opened(Client(page("")))


async def test_the_pages_of_one_request_are_found_among_others(client: Client) -> None:
    request = Request({**client.request.scope, "state": {}})
    began = time.time()
    first, second = Client(page(""), request=request), Client(page(""), request=request)
    Client(page(""), request=Request({**request.scope, "state": {}}))

    assert clients_made_for(request.scope, since=began) == [second, first]
    assert clients_made_for(request.scope, since=second.created + 1) == []


async def test_a_page_is_found_by_the_id_that_it_was_given(client: Client) -> None:
    before = client.id

    give_id(client, "another")

    assert find_client("another") is client
    assert find_client(before) is None
    delete_at_once(client)
    assert open_clients() == ()
