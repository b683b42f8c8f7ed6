"""The line that says who is typing: nobody reads their own name, and nearly all read the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from markupsafe import escape

from livechat.components.room.header import typing_line
from livechat.i18n.text import gettext as _
from livechat.ids import RoomId, UserId
from livechat.internals.frames import encode_element
from livechat.live.room.chrome.boxes import box_id, encode_box, encode_removal
from livechat.records import Person

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ByReader(Generic[T]):
    """What `shared` is for all, except for those who type themselves."""

    shared: T
    own: dict[UserId, T]

    def of(self, user_id: UserId) -> T:
        return self.own.get(user_id, self.shared)


class TypingLine:
    """Remembers what it has told: `tell` leads from there to who is typing now, and who comes in is told the same."""

    def __init__(self, room_id: RoomId) -> None:
        self._id = f"t{room_id}"
        self.box_id = box_id(self._id)
        self._box = encode_box(self._id)
        self._people: dict[UserId, Person] = {}
        self._told = self._lines()

    def start(self, people: Iterable[Person]) -> None:
        """Begin with what those who come in from now on are told."""
        self._people = {person.id: person for person in people}
        self._told = self._lines()

    def started(self, person: Person) -> None:
        self._people[person.id] = person

    def stopped(self, person: Person) -> None:
        self._people.pop(person.id, None)

    def renamed(self, person: Person) -> None:
        if person.id in self._people:
            self._people[person.id] = person

    def told_to(self, user_id: UserId) -> str:
        """What somebody's browser shows."""
        return self._told.of(user_id)

    def tell(self) -> ByReader[bytes | None]:
        """The element for each whose line has changed since the last time."""
        before, self._told = self._told, self._lines()
        own = {user_id: self._news(before, user_id) for user_id in before.own.keys() | self._told.own.keys()}
        shared = None if self._told.shared == before.shared else self._element(self._told.shared)
        return ByReader(shared, own)

    def members(self, text: str) -> list[bytes]:
        """Everything of the line, for a browser that is to show this text."""
        return [self._box, self._element(text)]

    def removed(self) -> list[bytes]:
        return encode_removal(self._id)

    def _lines(self) -> ByReader[str]:
        people = [*self._people.values()]
        own = {reader: typing_line([person for person in people if person.id != reader]) for reader in self._people}
        return ByReader(typing_line(people), own)

    def _news(self, before: ByReader[str], user_id: UserId) -> bytes | None:
        text = self._told.of(user_id)
        return None if text == before.of(user_id) else self._element(text)

    def _element(self, text: str) -> bytes:
        props = {"role": "status", "aria-label": _("Typing"), "innerHTML": str(escape(text))}
        return encode_element(self._id, {"tag": "div", "class": ["typing-line"], "props": props})
