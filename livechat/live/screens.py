"""The shared screens of this process: one per room and time zone that somebody looks at, and one of the lobby."""

from typing import TypeAlias
from zoneinfo import ZoneInfo

from livechat.chat import Chat
from livechat.ids import RoomId, UserId
from livechat.live.lobby.screen import LobbyScreen
from livechat.live.marks.screen import RoomMarks
from livechat.live.room.screen import RoomScreen
from livechat.services.access import Rule

REAP_EVERY_SECONDS = 30.0

RoomKey: TypeAlias = tuple[RoomId, ZoneInfo]  # whatever else makes rows look different belongs here, as languages


class Screens:
    """Starts a room's screen with its first viewer and stops it some time after the last."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self._rooms: dict[RoomKey, RoomScreen] = {}
        self.lobby = LobbyScreen(chat)
        self.marks = RoomMarks(chat)

    def start(self) -> None:
        """Put the lobby's screen, the marks and the stopping of idle ones under supervision."""
        self._chat.supervisor.start_child("lobby screen", self.lobby.run)
        self._chat.supervisor.start_child("room marks", self.marks.run)
        self._chat.supervisor.start_child("screens", self.run)

    def room(self, user_id: UserId, room_id: RoomId) -> RoomScreen:
        """The room's screen in the person's time zone. Raises NotFound for somebody who may not see the room."""
        self._chat.access.require(Rule.READER, user_id, room_id)
        key = room_id, self._chat.viewer_states.for_person(user_id).zone
        screen = self._rooms.get(key)
        if screen is None or screen.is_over:
            screen = self._rooms[key] = RoomScreen(self._chat, *key)
            self._chat.supervisor.start_child(_name(key), screen.run)
        return screen

    async def run(self) -> None:
        """Stop the screens that nobody looks at and drop the rows that nobody sees, for ever."""
        while True:
            await self._chat.clock.sleep(REAP_EVERY_SECONDS)
            for key, screen in tuple(self._rooms.items()):
                if screen.viewers:
                    screen.drop_unseen()
                else:
                    self._rooms.pop(key, None)
                    await self._chat.supervisor.stop_child(_name(key))


def _name(key: RoomKey) -> str:
    room_id, zone = key
    return f"screen of room {room_id} in {zone}"
