"""What stands around a room's messages for everybody: header, people, typing line, and the words of an empty room."""

from collections.abc import Iterable
from typing import Any

from markupsafe import escape

from livechat.chat import Chat
from livechat.components.empty_state import empty_state
from livechat.components.person import roster
from livechat.components.room.header import room_header, typing_line
from livechat.ids import RoomId, UserId
from livechat.internals.frames import encode_element
from livechat.records import Person, RoomInfo


class RoomChrome:
    """Each part encoded once and kept until it changes. `changes` tells which did.

    A browser renders anew up to the nearest component: without one around each part, every key that somebody presses
    would render the whole room, all its rows too. The boxes are what pages name; as elements they are not there.
    """

    def __init__(self, chat: Chat, room_id: RoomId) -> None:
        self._chat = chat
        self._room_id = room_id
        self._header_id, self._people_id, self._typing_id = f"h{room_id}", f"p{room_id}", f"t{room_id}"
        self.header_id, self.people_id = f"{self._header_id}-box", f"{self._people_id}-box"
        self.typing_id, self.empty_id = f"{self._typing_id}-box", f"e{room_id}"
        self._boxes = [
            encode_element(self.header_id, _box(self._header_id)),
            encode_element(self.people_id, _box(self._people_id)),
            encode_element(self.typing_id, _box(self._typing_id)),
        ]
        self._parts: dict[str, bytes] = {}
        self._shown: tuple[object, ...] = ()  # what the parts were rendered from
        self._typing: dict[UserId, Person] = {}
        self.is_empty = True
        self.room_name = ""

    def start(self, *, is_empty: bool) -> None:
        """Ask afresh for what is otherwise learnt by listening."""
        self.is_empty = is_empty
        self._typing = {person.id: person for person in self._chat.typing.people(self._room_id)}
        self.changes()

    def typing_started(self, person: Person) -> None:
        self._typing[person.id] = person

    def typing_stopped(self, person: Person) -> None:
        self._typing.pop(person.id, None)

    def typing_for(self, user_id: UserId) -> str:
        """The typing line as somebody reads it, which is without themselves."""
        return typing_line([person for person in self._typing.values() if person.id != user_id])

    def typing_lines(self) -> tuple[str, dict[UserId, str]]:
        """The typing line as nearly everybody reads it, and by their ids the lines of those who type themselves."""
        return typing_line([*self._typing.values()]), {user_id: self.typing_for(user_id) for user_id in self._typing}

    def changes(self) -> list[bytes]:
        """Render what is not as it was and return it: most calls come from typing and find nothing."""
        room = self._chat.directory.room(self._room_id)
        online = self._chat.presence.online(self._room_id)
        here = self._chat.presence.online_ids(self._room_id)
        offline = [person for person in self._chat.directory.members(self._room_id) if person.id not in here]
        member_count = self._chat.directory.member_count(room.id)
        shown = (room, self.is_empty, member_count, online, offline)
        if shown == self._shown:
            return []
        self._shown, self.room_name = shown, room.name
        fresh = {
            self._header_id: encode_element(self._header_id, self._header(room, member_count, len(online))),
            self._people_id: encode_element(self._people_id, self._people(online, offline)),
            self.empty_id: encode_element(self.empty_id, self._empty(room)),
        }
        changed = [part for name, part in fresh.items() if self._parts.get(name) != part]
        self._parts = fresh
        return changed

    def members(self, typing: str) -> list[bytes]:
        """All parts, as they were when they were last rendered."""
        return [*self._boxes, *self._parts.values(), self.typing_member(typing)]

    def typing_member(self, text: str) -> bytes:
        props = {"role": "status", "aria-label": "Typing", "innerHTML": str(escape(text))}
        return encode_element(self._typing_id, {"tag": "div", "class": ["typing-line"], "props": props})

    def removed(self) -> Iterable[bytes]:
        boxes = (self.header_id, self.people_id, self.typing_id)
        parts = (self._header_id, self._people_id, self._typing_id, self.empty_id)
        return [encode_element(element_id, None) for element_id in boxes + parts]

    def _header(self, room: RoomInfo, member_count: int, online_count: int) -> dict[str, Any]:
        inner = str(room_header(room, member_count=member_count, online_count=online_count))
        return {"tag": "header", "class": ["room-heading"], "props": {"innerHTML": inner}}

    def _people(self, online: list[Person], offline: list[Person]) -> dict[str, Any]:
        props = {"id": "people", "popover": "auto", "aria-label": "People", "innerHTML": str(roster(online, offline))}
        return {"tag": "aside", "class": ["roster"], "props": props}

    def _empty(self, room: RoomInfo) -> dict[str, Any]:
        inner = str(empty_state(f"Welcome to {room.name}", "Nothing has been said here yet.")) if self.is_empty else ""
        return {"tag": "div", "class": ["feed-empty"], "props": {"innerHTML": inner}}


def _box(part_id: str) -> dict[str, Any]:
    return {"tag": "q-list", "style": {"display": "contents"}, "props": {"role": "none"}, "children": [part_id]}
