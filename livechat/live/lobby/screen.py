"""The lobby as everybody sees it; a private room's card goes to its members alone."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from functools import cache, partial
from itertools import islice

from livechat.chat import Chat
from livechat.components.times import day_of, seconds_until_tomorrow
from livechat.events import PRESENCE, ROOMS, LobbyEvent, PresenceChanged, RoomActive
from livechat.ids import RoomId
from livechat.live.lobby.cards import LobbyCards, cards_removal, removal
from livechat.live.lobby.listing import PAGE_ROOMS, Listing, Listings
from livechat.live.lobby.viewer import LobbyViewer
from livechat.services.pubsub import Lagged

PACE_SECONDS = 0.2
MAX_CARDS_AT_ONCE = 200
CLOCK_SECONDS = 60.0  # the clock on the wall may be set, or the machine may have slept


class LobbyScreen:
    """All cards, once in each time zone of the viewers; a supervisor keeps `run` alive."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self._cards: dict[tzinfo, LobbyCards] = {}
        self._listings = Listings(chat.directory)
        self._changed_ids: dict[RoomId, None] = {}  # in their order
        self._changed = asyncio.Event()
        self._viewers: dict[str, LobbyViewer] = {}

    # Coming and going

    def connect(self, viewer: LobbyViewer) -> None:
        """The viewer has a socket, for the first time or again."""
        self._viewers[viewer.key] = viewer
        viewer.connect(lambda: self._send_state(viewer))
        self._send_state(viewer)

    def move_to_zone(self, viewer: LobbyViewer, zone: tzinfo) -> None:
        """Show the viewer the times of another zone from now on."""
        viewer.zone = zone
        self._send_state(viewer)

    def show_more(self, viewer: LobbyViewer) -> None:
        """Show the viewer the public rooms that come next."""
        if viewer.listing.has_more:
            viewer.most_public += PAGE_ROOMS
            self._send(self._cards_of(viewer.zone), set(), [viewer])

    def disconnect(self, viewer: LobbyViewer) -> None:
        """The viewer's socket is gone; it may come back."""
        viewer.close()
        if self._viewers.get(viewer.key) is viewer:
            del self._viewers[viewer.key]

    def leave(self, viewer: LobbyViewer) -> None:
        """The viewer goes elsewhere, and nothing of the lobby stays in the browser."""
        viewer.write(removal(viewer.listing))
        self.disconnect(viewer)

    # The actor

    async def run(self) -> None:
        """Follow all rooms, for ever."""
        with self._chat.bus.subscribe(ROOMS, PRESENCE) as subscription:
            self._start()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._show_changes(), name="changes of the lobby")
                tasks.create_task(self._turn_days(), name="days of the lobby")
                async for events in subscription.batches():
                    self._note(events)

    def _start(self) -> None:
        self._cards.clear()
        for viewer in tuple(self._viewers.values()):
            self._send_state(viewer)

    def _note(self, events: Sequence[LobbyEvent | PresenceChanged | Lagged]) -> None:
        for event in events:
            if isinstance(event, Lagged):
                self._start()
                continue
            room_id = event.room_id if isinstance(event, PresenceChanged) else event.room.id
            if isinstance(event, RoomActive):
                self._listings.note_activity(room_id)
            self._changed_ids[room_id] = None
        self._changed.set()

    async def _show_changes(self) -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            if self._viewers:
                self._show(tuple(islice(self._changed_ids, MAX_CARDS_AT_ONCE)))
            else:  # rendered when somebody comes
                self._changed_ids.clear()
                self._cards.clear()
            await self._chat.clock.sleep(PACE_SECONDS)

    def _show(self, told: tuple[RoomId, ...]) -> None:
        for room_id in told:
            del self._changed_ids[room_id]
        if self._changed_ids:
            self._changed.set()
        self._drop_unseen()
        for zone, cards in tuple(self._cards.items()):
            changed = {room_id for room_id in told if cards.renew(room_id)}
            self._send(cards, changed, [viewer for viewer in self._viewers.values() if viewer.zone == zone])

    def _drop_unseen(self) -> None:
        for zone in self._cards.keys() - {viewer.zone for viewer in self._viewers.values()}:
            del self._cards[zone]

    async def _turn_days(self) -> None:
        """At midnight what was said "10:02" was said yesterday."""
        clock = self._chat.clock
        told_at = clock.now()
        while True:
            await clock.sleep(min(self._seconds_of_this_day(clock.now()), CLOCK_SECONDS))
            before, told_at = told_at, clock.now()
            turned = [cards for zone, cards in self._cards.items() if day_of(before, zone) != day_of(told_at, zone)]
            for cards in turned:
                self._changed_ids |= dict.fromkeys(cards.kept)
                self._changed.set()

    def _seconds_of_this_day(self, now: datetime) -> float:
        """Until it is tomorrow in some zone."""
        return min((seconds_until_tomorrow(now, zone) for zone in self._cards), default=CLOCK_SECONDS)

    # Sending

    def _send_state(self, viewer: LobbyViewer) -> None:
        before, after = viewer.listing, self._listing_of(viewer)
        if viewer.write(self._cards_of(viewer.zone).state(after, self._listings.version)):
            if gone := before.rooms - after.rooms:
                viewer.write(cards_removal(gone))
            viewer.listing = after

    def _cards_of(self, zone: tzinfo) -> LobbyCards:
        return self._cards.setdefault(zone, LobbyCards(self._chat, zone))

    def _send(self, cards: LobbyCards, changed: set[RoomId], viewers: Iterable[LobbyViewer]) -> None:
        """The changed cards alone where the listing stands: one frame for all who have them."""
        renewed, delta = cache(cards.renewed), cache(partial(cards.delta, changed))
        for viewer in viewers:
            before, after = viewer.listing, self._listing_of(viewer)
            shown = tuple(sorted(changed & after.rooms))
            if after == before and not shown:
                continue
            if viewer.write(renewed(shown) if after == before else delta(before, after)):
                viewer.listing = after

    def _listing_of(self, viewer: LobbyViewer) -> Listing:
        """What the viewer is to be shown."""
        version = self._listings.version, viewer.most_public
        if viewer.version != version:
            viewer.wanted = self._listings.of(viewer.user_id, viewer.most_public)
            viewer.version = version
        return viewer.wanted
