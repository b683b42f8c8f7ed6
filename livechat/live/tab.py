"""One browser tab at a shared screen: whose it is, and the way to write to it."""

from collections.abc import Callable

from nicegui import Client

from livechat.ids import UserId
from livechat.internals.uvicorn.websocket_protocol import Connection, protocol_of


class Tab:
    """Knows nothing of what it is sent; without a socket, writing does nothing."""

    def __init__(self, client: Client, user_id: UserId) -> None:
        self.client = client
        self.user_id = user_id
        # Whether the frame is on its way; if not, the state follows once the peer reads again.
        self.write: Callable[[bytes], bool] = nowhere
        self._connection: Connection | None = None

    @property
    def key(self) -> str:
        return self.client.id

    def connect(self, on_caught_up: Callable[[], None]) -> None:
        """A socket is there, for the first time or again; `on_caught_up` sends the state after the peer fell behind."""
        self.close()
        protocol = protocol_of(self.client)
        if protocol is not None:
            self._connection = Connection(protocol, on_caught_up)
            self.write = self._connection.write

    def close(self) -> None:
        """The socket is gone, or another one takes its place."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
            self.write = nowhere


def nowhere(_: bytes) -> bool:
    """Write to nobody."""
    return False
