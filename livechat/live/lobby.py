"""The lobby as everybody sees it: one card per room, rendered once; a private room's card goes to its members alone."""

import asyncio
from collections.abc import Sequence

from nicegui import Client

from livechat.chat import Chat
from livechat.components.room.card import no_rooms, room_card_element
from livechat.errors import NotFound
from livechat.events import PRESENCE, ROOMS, LobbyEvent, PresenceChanged
from livechat.ids import RoomId, UserId
from livechat.internals.frames import encode_element, encode_update
from livechat.live.tab import Tab
from livechat.services.pubsub import Lagged

CARDS_ID, EMPTY_ID = "lobby-cards", "lobby-empty"
PACE_SECONDS = 0.2


class LobbyViewer(Tab):
    """One browser tab that shows the lobby."""

    def __init__(self, client: Client, user_id: UserId) -> None:
        super().__init__(client, user_id)
        self.room_ids: tuple[RoomId, ...] = ()  # what the browser was told


class LobbyScreen:
    """All cards; a supervisor keeps `run` alive."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self._cards: dict[RoomId, bytes] = {}
        self._changed_ids: set[RoomId] = set()
        self._changed = asyncio.Event()
        self._frames: dict[tuple[RoomId, ...], bytes] = {}
        self.viewers: dict[str, LobbyViewer] = {}

    def connect(self, viewer: LobbyViewer) -> None:
        """The viewer has a socket, for the first time or again."""
        self.viewers[viewer.key] = viewer
        viewer.connect(lambda: self._send_state(viewer))
        self._send_state(viewer)

    def disconnect(self, viewer: LobbyViewer) -> None:
        """The viewer's socket is gone; it may come back."""
        viewer.close()
        if self.viewers.get(viewer.key) is viewer:
            del self.viewers[viewer.key]

    def leave(self, viewer: LobbyViewer) -> None:
        """The viewer goes elsewhere, and nothing of the lobby stays in the browser."""
        viewer.write(self._removal(viewer))
        self.disconnect(viewer)

    # The actor

    async def run(self) -> None:
        """Follow all rooms, for ever."""
        with self._chat.bus.subscribe(ROOMS, PRESENCE) as subscription:
            self._start()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._show_changes(), name="changes of the lobby")
                async for events in subscription.batches():
                    self._note(events)

    def _start(self) -> None:
        self._cards.clear()
        self._frames.clear()
        for viewer in tuple(self.viewers.values()):
            self._send_state(viewer)

    def _note(self, events: Sequence[LobbyEvent | PresenceChanged | Lagged]) -> None:
        for event in events:
            if isinstance(event, Lagged):
                self._start()
            else:
                self._changed_ids.add(event.room_id if isinstance(event, PresenceChanged) else event.room.id)
        self._changed.set()

    async def _show_changes(self) -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            told, self._changed_ids = self._changed_ids, set()
            if self.viewers:
                self._send({room_id for room_id in told if self._renew(room_id)})
            else:  # rendered when somebody comes
                self._cards.clear()
                self._frames.clear()
            await self._chat.clock.sleep(PACE_SECONDS)

    def _renew(self, room_id: RoomId) -> bool:
        """Render a card afresh; whether it is not as it was."""
        before = self._cards.pop(room_id, None)
        self._frames.clear()
        try:
            return self._card(room_id) != before
        except NotFound:  # deleted
            return before is not None

    # Frames

    def _send_state(self, viewer: LobbyViewer) -> None:
        """Everything this viewer may see, encoded once for all who see the same."""
        ids = self._ids_for(viewer.user_id)
        gone = [room_id for room_id in viewer.room_ids if room_id not in ids]
        if ids not in self._frames:
            self._frames[ids] = encode_update([*(self._card(room_id) for room_id in ids), *self._container(ids)])
        viewer.write(self._frames[ids])
        if gone:
            viewer.write(encode_update(_removed(gone)))
        viewer.room_ids = ids

    def _removal(self, viewer: LobbyViewer) -> bytes:
        """What takes the lobby out of a browser."""
        chrome = [encode_element(CARDS_ID, None), encode_element(EMPTY_ID, None)]
        return encode_update([*_removed(viewer.room_ids), *chrome])

    def _send(self, changed: set[RoomId]) -> None:
        frames: dict[tuple[tuple[RoomId, ...], tuple[RoomId, ...]], bytes] = {}
        for viewer in self.viewers.values():
            ids, before = self._ids_for(viewer.user_id), viewer.room_ids
            if ids == before and changed.isdisjoint(ids):
                continue
            if (before, ids) not in frames:
                frames[before, ids] = self._delta(changed, before, ids)
            if viewer.write(frames[before, ids]):
                viewer.room_ids = ids

    def _delta(self, changed: set[RoomId], before: tuple[RoomId, ...], ids: tuple[RoomId, ...]) -> bytes:
        cards = [self._card(room_id) for room_id in ids if room_id in changed or room_id not in before]
        gone = [room_id for room_id in before if room_id not in ids]
        return encode_update([*cards, *self._container(ids), *_removed(gone)])

    def _ids_for(self, user_id: UserId) -> tuple[RoomId, ...]:
        return tuple(room.id for room in self._chat.directory.readable_rooms(user_id))

    def _container(self, ids: tuple[RoomId, ...]) -> list[bytes]:
        cards = {"tag": "div", "class": ["cards"], "children": [_card_id(room_id) for room_id in ids]}
        inner = "" if ids else str(no_rooms())
        empty = {"tag": "div", "class": ["cards-empty"], "props": {"innerHTML": inner}}
        return [encode_element(CARDS_ID, cards), encode_element(EMPTY_ID, empty)]

    def _card(self, room_id: RoomId) -> bytes:
        card = self._cards.get(room_id)
        if card is None:
            card = self._cards[room_id] = encode_element(_card_id(room_id), self._card_element(room_id))
        return card

    def _card_element(self, room_id: RoomId) -> dict[str, object]:
        directory, presence = self._chat.directory, self._chat.presence
        return room_card_element(
            directory.room(room_id),
            member_count=directory.member_count(room_id),
            online_count=presence.count(room_id),
            active_at=directory.active_at(room_id),
            now=self._chat.clock.now(),
        )


def _card_id(room_id: RoomId) -> str:
    return f"k{room_id}"


def _removed(room_ids: Sequence[RoomId]) -> list[bytes]:
    return [encode_element(_card_id(room_id), None) for room_id in room_ids]
