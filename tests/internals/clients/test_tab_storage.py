"""The contract of livechat/internals/clients/tab_storage.py with NiceGUI's handshake."""

from collections.abc import AsyncIterator

import pytest
from nicegui import Client, app
from nicegui.storage import Storage
from nicegui.testing import user_simulation

from livechat.internals.clients.tab_storage import keep_no_tab_storage
from tests.internals.contract import relies_on

WHERE = "livechat/internals/clients/tab_storage.py"


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    """A page that was opened after tab storage had been given up."""
    async with user_simulation(lambda: None) as user:
        keep_no_tab_storage()
        yield await user.open("/")


def test_tab_storage_is_made_where_it_was() -> None:
    relies_on(Storage, "_create_tab_storage", "self", "tab_id", "old_tab_id", where=WHERE)


async def test_a_handshake_leaves_nothing_for_its_tab(client: Client) -> None:
    assert client.has_socket_connection
    assert app.storage._tabs == {}, f"a handshake keeps something by another name now: see {WHERE}"
