"""One card per room, rendered once, and the frames that bring cards to browsers and take them away."""

from collections.abc import Collection, Sequence

from livechat.chat import Chat
from livechat.components.room.card import no_rooms, room_card_element
from livechat.errors import NotFound
from livechat.ids import RoomId
from livechat.internals.frames import encode_element, encode_update

CARDS_ID, EMPTY_ID = "lobby-cards", "lobby-empty"

RoomIds = tuple[RoomId, ...]


class LobbyCards:
    """Each card encoded once and kept until its room changes; each state encoded once for all who see the same."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self._cards: dict[RoomId, bytes] = {}
        self._states: dict[RoomIds, bytes] = {}

    def forget(self) -> None:
        """Render afresh from now on."""
        self._cards.clear()
        self._states.clear()

    def renew(self, room_id: RoomId) -> bool:
        """Render a card afresh; whether it is not as it was."""
        before = self._cards.pop(room_id, None)
        self._states.clear()
        try:
            return self._card(room_id) != before
        except NotFound:  # deleted
            return before is not None

    def state(self, room_ids: RoomIds) -> bytes:
        """All of these cards."""
        if room_ids not in self._states:
            cards = [self._card(room_id) for room_id in room_ids]
            self._states[room_ids] = encode_update([*cards, *_container(room_ids)])
        return self._states[room_ids]

    def delta(self, changed: Collection[RoomId], before: RoomIds, after: RoomIds) -> bytes:
        """What leads from some cards to others, of which some have changed."""
        cards = [self._card(room_id) for room_id in after if room_id in changed or room_id not in before]
        gone = [room_id for room_id in before if room_id not in after]
        return encode_update([*cards, *_container(after), *_removed(gone)])

    def _card(self, room_id: RoomId) -> bytes:
        card = self._cards.get(room_id)
        if card is None:
            card = self._cards[room_id] = encode_element(_card_id(room_id), self._element(room_id))
        return card

    def _element(self, room_id: RoomId) -> dict[str, object]:
        directory = self._chat.directory
        return room_card_element(
            directory.room(room_id),
            member_count=directory.member_count(room_id),
            online_count=self._chat.presence.count(room_id),
            active_at=directory.active_at(room_id),
            now=self._chat.clock.now(),
        )


def removal(room_ids: Sequence[RoomId]) -> bytes:
    """What takes the lobby with these cards out of a browser."""
    return encode_update([*_removed(room_ids), encode_element(CARDS_ID, None), encode_element(EMPTY_ID, None)])


def cards_removal(room_ids: Sequence[RoomId]) -> bytes:
    """What takes these cards out of a browser."""
    return encode_update(_removed(room_ids))


def _removed(room_ids: Collection[RoomId]) -> list[bytes]:
    return [encode_element(_card_id(room_id), None) for room_id in room_ids]


def _container(room_ids: RoomIds) -> list[bytes]:
    cards = {"tag": "div", "class": ["cards"], "children": [_card_id(room_id) for room_id in room_ids]}
    empty = {"tag": "div", "class": ["cards-empty"], "props": {"innerHTML": "" if room_ids else str(no_rooms())}}
    return [encode_element(CARDS_ID, cards), encode_element(EMPTY_ID, empty)]


def _card_id(room_id: RoomId) -> str:
    return f"k{room_id}"
