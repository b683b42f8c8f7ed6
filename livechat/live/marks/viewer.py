"""One browser tab whose person's rooms are marked in it."""

from nicegui import Client

from livechat.ids import RoomId, UserId
from livechat.live.tab import Tab


class MarksViewer(Tab):
    """What its browser was told."""

    def __init__(self, client: Client, user_id: UserId) -> None:
        super().__init__(client, user_id)
        self.room_ids: tuple[RoomId, ...] = ()  # those that have a place
        self.rules: dict[RoomId, str] = {}  # of those that are marked
