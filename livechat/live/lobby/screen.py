"""The lobby as everybody sees it; a private room's card goes to its members alone."""

import asyncio
from collections.abc import Sequence

from livechat.chat import Chat
from livechat.events import PRESENCE, ROOMS, LobbyEvent, PresenceChanged
from livechat.ids import RoomId
from livechat.live.lobby.cards import LobbyCards, RoomIds, cards_removal, removal
from livechat.live.lobby.viewer import LobbyViewer
from livechat.services.pubsub import Lagged

PACE_SECONDS = 0.2


class LobbyScreen:
    """All cards; a supervisor keeps `run` alive."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self._cards = LobbyCards(chat)
        self._changed_ids: set[RoomId] = set()
        self._changed = asyncio.Event()
        self._viewers: dict[str, LobbyViewer] = {}

    # Coming and going

    def connect(self, viewer: LobbyViewer) -> None:
        """The viewer has a socket, for the first time or again."""
        self._viewers[viewer.key] = viewer
        viewer.connect(lambda: self._send_state(viewer))
        self._send_state(viewer)

    def disconnect(self, viewer: LobbyViewer) -> None:
        """The viewer's socket is gone; it may come back."""
        viewer.close()
        if self._viewers.get(viewer.key) is viewer:
            del self._viewers[viewer.key]

    def leave(self, viewer: LobbyViewer) -> None:
        """The viewer goes elsewhere, and nothing of the lobby stays in the browser."""
        viewer.write(removal(viewer.room_ids))
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
        self._cards.forget()
        for viewer in tuple(self._viewers.values()):
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
            if self._viewers:
                self._send({room_id for room_id in told if self._cards.renew(room_id)})
            else:  # rendered when somebody comes
                self._cards.forget()
            await self._chat.clock.sleep(PACE_SECONDS)

    # Sending

    def _send_state(self, viewer: LobbyViewer) -> None:
        ids = self._ids_for(viewer)
        gone = [room_id for room_id in viewer.room_ids if room_id not in ids]
        viewer.write(self._cards.state(ids))
        if gone:
            viewer.write(cards_removal(gone))
        viewer.room_ids = ids

    def _send(self, changed: set[RoomId]) -> None:
        frames: dict[tuple[RoomIds, RoomIds], bytes] = {}
        for viewer in self._viewers.values():
            after, before = self._ids_for(viewer), viewer.room_ids
            if after == before and changed.isdisjoint(after):
                continue
            if (before, after) not in frames:
                frames[before, after] = self._cards.delta(changed, before, after)
            if viewer.write(frames[before, after]):
                viewer.room_ids = after

    def _ids_for(self, viewer: LobbyViewer) -> RoomIds:
        return tuple(room.id for room in self._chat.directory.readable_rooms(viewer.user_id))
