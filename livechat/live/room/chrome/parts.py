"""What stands around a room's messages for everybody: header, people, and the words of an empty room."""

from typing import Any

from htpy import Element
from markupsafe import escape

from livechat.chat import Chat
from livechat.components.empty_state import empty_state
from livechat.components.person import roster
from livechat.components.room.header import room_counts, room_words
from livechat.i18n.text import gettext as _
from livechat.ids import RoomId
from livechat.internals.frames import encode_element
from livechat.live.room.chrome.boxes import box_id, encode_box, encode_removal
from livechat.records import Person, RoomInfo


class RoomChrome:
    """Each part encoded once and kept until it changes. `changes` tells which did."""

    def __init__(self, chat: Chat, room_id: RoomId) -> None:
        self._chat = chat
        self._room_id = room_id
        self._header_id, self._people_id, self.empty_id = f"h{room_id}", f"p{room_id}", f"e{room_id}"
        self._words_id, self._counts_id = f"{self._header_id}-words", f"{self._header_id}-counts"
        self.header_box_id, self.people_box_id = box_id(self._header_id), box_id(self._people_id)
        self._boxes = [encode_box(self._header_id), encode_box(self._people_id)]
        self._parts: dict[str, bytes] = {}
        self._shown: tuple[object, ...] = ()  # what the parts were rendered from
        self._is_empty = True
        self.room_name = chat.directory.room(room_id).name

    def start(self, *, is_empty: bool) -> None:
        """Render all afresh."""
        self._is_empty = is_empty
        self.changes()

    def fill_room(self) -> list[bytes]:
        """Something has been said; returns what that changes, which is nothing from the second message on."""
        was_empty, self._is_empty = self._is_empty, False
        return self.changes() if was_empty else []

    def changes(self) -> list[bytes]:
        """Render what is not as it was and return it: most calls find nothing."""
        room = self._chat.directory.room(self._room_id)
        online = self._chat.presence.online(self._room_id)
        here = self._chat.presence.online_ids(self._room_id)
        offline = [person for person in self._chat.directory.members(self._room_id) if person.id not in here]
        member_count = self._chat.directory.member_count(room.id)
        shown = (room, self._is_empty, member_count, online, offline)
        if shown == self._shown:
            return []
        self._shown, self.room_name = shown, room.name
        elements = {
            self._header_id: self._header(),
            self._words_id: self._words(room),
            self._counts_id: self._counts(member_count, len(online)),
            self._people_id: self._people(online, offline),
            self.empty_id: self._empty(room),
        }
        fresh = {name: encode_element(name, element) for name, element in elements.items()}
        changed = [part for name, part in fresh.items() if self._parts.get(name) != part]
        self._parts = fresh
        return changed

    def members(self) -> list[bytes]:
        """All parts, as they were when they were last rendered."""
        return [*self._boxes, *self._parts.values()]

    def removed(self) -> list[bytes]:
        parts = encode_removal(self._header_id) + encode_removal(self._people_id)
        inner = (self._words_id, self._counts_id, self.empty_id)
        return [*parts, *(encode_element(name, None) for name in inner)]

    def _header(self) -> dict[str, Any]:
        return {"tag": "header", "class": ["room-heading"], "children": [self._words_id, self._counts_id]}

    def _words(self, room: RoomInfo) -> dict[str, Any]:
        return {"tag": "div", "class": ["room-words"], "props": {"innerHTML": str(room_words(room))}}

    def _counts(self, member_count: int, online_count: int) -> dict[str, Any]:
        counts = room_counts(member_count=member_count, online_count=online_count)
        return {"tag": "p", "class": ["room-counts"], "props": {"innerHTML": str(escape(counts))}}

    def _people(self, online: list[Person], offline: list[Person]) -> dict[str, Any]:
        props = {
            "id": "people",
            "popover": "auto",
            "aria-label": _("People"),
            "innerHTML": str(roster(online, offline)),
        }
        return {"tag": "aside", "class": ["roster"], "props": props}

    def _empty(self, room: RoomInfo) -> dict[str, Any]:
        inner = str(_welcome(room)) if self._is_empty else ""
        return {"tag": "div", "class": ["feed-empty"], "props": {"innerHTML": inner}}


def _welcome(room: RoomInfo) -> Element:
    return empty_state(_("Welcome to {room}", room=room.name), _("Nothing has been said here yet."))
