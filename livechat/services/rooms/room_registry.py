"""Finds the server of a room, starts it on first use and stops it when nobody has needed it for a while."""

from livechat.clock import Clock
from livechat.db import Database
from livechat.ids import RoomId
from livechat.services.access import Access
from livechat.services.directory import Directory
from livechat.services.presence import Presence
from livechat.services.pubsub import PubSub
from livechat.services.rooms.kept_html import KeptHtml
from livechat.services.rooms.rendering import Rendering
from livechat.services.rooms.room_server import RoomServer
from livechat.services.supervisor import Supervisor

REAP_EVERY_SECONDS = 30.0


class RoomRegistry:
    """The active rooms of this process."""

    def __init__(
        self,
        *,
        db: Database,
        bus: PubSub,
        access: Access,
        directory: Directory,
        presence: Presence,
        supervisor: Supervisor,
        rendering: Rendering,
        html: KeptHtml,
        clock: Clock,
        idle_seconds: float,
    ) -> None:
        self._db = db
        self._bus = bus
        self._access = access
        self._directory = directory
        self._presence = presence
        self._supervisor = supervisor
        self._rendering = rendering
        self._html = html
        self._clock = clock
        self._idle_seconds = idle_seconds
        self._servers: dict[RoomId, RoomServer] = {}

    def get(self, room_id: RoomId) -> RoomServer:
        """The room's server. Raises NotFound when there is no such room."""
        self._directory.room(room_id)
        server = self._servers.get(room_id)
        if server is None:
            server = self._servers[room_id] = RoomServer(
                room_id,
                db=self._db,
                bus=self._bus,
                access=self._access,
                directory=self._directory,
                rendering=self._rendering,
                html=self._html,
                clock=self._clock,
            )
            self._supervisor.start_child(_name(room_id), server.run)
        return server

    async def stop(self, room_id: RoomId) -> None:
        """End a room's server, if there is one."""
        if self._servers.pop(room_id, None) is not None:
            await self._supervisor.stop_child(_name(room_id))

    async def run(self) -> None:
        """Stop idle rooms, for ever."""
        while True:
            await self._clock.sleep(REAP_EVERY_SECONDS)
            for room_id in self._idle_ids():
                await self.stop(room_id)

    def _idle_ids(self) -> list[RoomId]:
        return [
            room_id
            for room_id, server in self._servers.items()
            if server.idle_seconds() >= self._idle_seconds and not self._presence.count(room_id)
        ]


def _name(room_id: RoomId) -> str:
    return f"room {room_id}"
