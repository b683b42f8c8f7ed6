"""One card per room, rendered once, and the frames that bring cards to browsers and take them away."""

from collections.abc import Collection, Iterable
from datetime import tzinfo

from htpy import Renderable

from livechat.chat import Chat
from livechat.components.room.card import card_facts, card_part_ids, more_rooms, no_rooms, room_card_elements
from livechat.errors import NotFound
from livechat.ids import RoomId
from livechat.internals.frames import encode_element, encode_update
from livechat.live.lobby.listing import Listing
from livechat.records import RoomInfo

CARDS_ID, EMPTY_ID, MORE_ID = "lobby-cards", "lobby-empty", "lobby-more"
MAX_KEPT_STATES = 8


class LobbyCards:
    """Those of one time zone: each encoded once and kept until its room changes, each state once for all who see it."""

    def __init__(self, chat: Chat, zone: tzinfo) -> None:
        self._chat = chat
        self._zone = zone
        self._cards: dict[RoomId, tuple[RoomInfo, bytes]] = {}
        self._told_early: set[RoomId] = set()  # drawn otherwise for somebody who came, before all were told
        self._states: dict[Listing, bytes] = {}
        self._states_at: object = None

    @property
    def kept(self) -> tuple[RoomId, ...]:
        """The rooms whose cards were rendered."""
        return tuple(self._cards)

    def renew(self, room_id: RoomId) -> bool:
        """Render a card afresh; whether it is not as all were told."""
        _, before = self._cards.pop(room_id, (None, None))
        if room_id in self._told_early:
            self._told_early.remove(room_id)
            before = b""
        self._states.clear()
        try:
            return self._card(room_id) != before
        except NotFound:  # deleted
            return before is not None

    def state(self, listing: Listing, version: object) -> bytes:
        """All of these cards, as the version of the listings has them."""
        if version != self._states_at or len(self._states) >= MAX_KEPT_STATES:
            self._states.clear()
            self._states_at = version
        if listing not in self._states:
            self._states[listing] = encode_update([*map(self._card, listing.room_ids), *_container(listing)])
        return self._states[listing]

    def renewed(self, room_ids: Iterable[RoomId]) -> bytes:
        """These cards alone, for a browser that has them."""
        return encode_update(map(self._card, room_ids))

    def delta(self, changed: Collection[RoomId], before: Listing, after: Listing) -> bytes:
        """What leads from some cards to others, of which some have changed."""
        cards = [self._card(room_id) for room_id in after.room_ids if room_id in changed or room_id not in before.rooms]
        return encode_update([*cards, *_container(after), *_removed(before.rooms - after.rooms)])

    def _card(self, room_id: RoomId) -> bytes:
        """A room that is called otherwise since is another record: what it was called while it was private is over."""
        room = self._chat.directory.room(room_id)
        kept = self._cards.get(room_id)
        if kept is None or kept[0] is not room:
            if kept is not None:
                self._told_early.add(room_id)
            kept = self._cards[room_id] = room, self._encoded(room)
        return kept[1]

    def _encoded(self, room: RoomInfo) -> bytes:
        elements = room_card_elements(_card_id(room.id), room, self._facts(room.id))
        return b",".join(encode_element(name, element) for name, element in elements.items())

    def _facts(self, room_id: RoomId) -> Renderable:
        directory = self._chat.directory
        return card_facts(
            member_count=directory.member_count(room_id),
            online_count=self._chat.presence.count(room_id),
            active_at=directory.active_at(room_id),
            now=self._chat.clock.now(),
            zone=self._zone,
        )


def removal(listing: Listing) -> bytes:
    """What takes the lobby with these cards out of a browser."""
    return encode_update(
        [*_removed(listing.rooms), *(encode_element(name, None) for name in (CARDS_ID, EMPTY_ID, MORE_ID))]
    )


def cards_removal(room_ids: Iterable[RoomId]) -> bytes:
    """What takes these cards out of a browser."""
    return encode_update(_removed(room_ids))


def _removed(room_ids: Iterable[RoomId]) -> list[bytes]:
    names = (name for room_id in room_ids for name in (_card_id(room_id), *card_part_ids(_card_id(room_id))))
    return [encode_element(name, None) for name in names]


def _container(listing: Listing) -> list[bytes]:
    children = [_card_id(room_id) for room_id in listing.room_ids]
    return [
        encode_element(CARDS_ID, {"tag": "div", "class": ["cards"], "children": children}),
        _words(EMPTY_ID, "cards-empty", "" if children else str(no_rooms())),
        _words(MORE_ID, "cards-more", str(more_rooms()) if listing.has_more else ""),
    ]


def _words(element_id: str, style: str, inner: str) -> bytes:
    return encode_element(element_id, {"tag": "div", "class": [style], "props": {"innerHTML": inner}})


def _card_id(room_id: RoomId) -> str:
    return f"k{room_id}"
