"""One browser tab that shows the lobby."""

from nicegui import Client

from livechat.ids import RoomId, UserId
from livechat.live.tab import Tab


class LobbyViewer(Tab):
    """What its browser was told."""

    def __init__(self, client: Client, user_id: UserId) -> None:
        super().__init__(client, user_id)
        self.room_ids: tuple[RoomId, ...] = ()
