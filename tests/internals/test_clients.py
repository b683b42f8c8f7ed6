"""The contract of livechat/internals/clients.py with NiceGUI's pages."""

import asyncio

from nicegui import Client
from nicegui.page import page

from livechat.internals.clients import delete_at_once, find_client, forget_on_connect, open_clients, scope_of
from tests.fakes import settle
from tests.internals.contract import relies_on

WHERE = "livechat/internals/clients.py"


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
