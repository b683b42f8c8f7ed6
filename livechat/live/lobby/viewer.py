"""One browser tab that shows the lobby."""

from datetime import tzinfo

from nicegui import Client

from livechat.ids import UserId
from livechat.live.lobby.listing import PAGE_ROOMS, Listing
from livechat.live.tab import Tab


class LobbyViewer(Tab):
    """What its browser was told."""

    def __init__(self, client: Client, user_id: UserId, zone: tzinfo) -> None:
        super().__init__(client, user_id)
        self.zone = zone
        self.listing = Listing()
        self.most_public = PAGE_ROOMS
        self.wanted = Listing()  # what it should show, as it was looked up
        self.version: object = None  # when that was
