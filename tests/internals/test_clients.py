"""The contract of livechat/internals/clients.py with NiceGUI's pages."""

from nicegui import Client

from livechat.internals.clients import forget_on_connect

WHERE = "livechat/internals/clients.py"


class Listener:
    """Hears of sockets by a method, which is a new object each time it is named."""

    def connected(self) -> None: ...


async def test_a_handler_of_new_sockets_is_forgotten(client: Client) -> None:
    listener = Listener()
    client.on_connect(listener.connected)
    assert listener.connected in client.connect_handlers, f"on_connect keeps something else now: see {WHERE}"

    forget_on_connect(client, listener.connected)

    assert listener.connected not in client.connect_handlers
