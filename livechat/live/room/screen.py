"""What everybody in one room sees: one subscriber, each event rendered and encoded once, the same bytes to all."""

import asyncio
from collections.abc import Sequence
from datetime import tzinfo
from typing import Any

from livechat.chat import Chat
from livechat.errors import NotFound
from livechat.events import (
    PEOPLE,
    MembershipChanged,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    MessageRestored,
    PersonUpdated,
    PinChanged,
    PresenceChanged,
    ReactionsChanged,
    RoomDeleted,
    RoomEvent,
    RoomUpdated,
    TypingStarted,
    TypingStopped,
    presence_topic,
    room_topic,
)
from livechat.i18n.text import gettext as _
from livechat.ids import RoomId
from livechat.live.room.chrome.parts import RoomChrome
from livechat.live.room.chrome.typing_line import TypingLine
from livechat.live.room.chrome.updates import ChromeUpdates
from livechat.live.room.delivery import Delivery
from livechat.live.room.entrance import Entrance
from livechat.live.room.frames import RoomFrames
from livechat.live.room.history.blocks import History
from livechat.live.room.history.linked import LinkedRooms
from livechat.live.room.history.loading import BlockLoader
from livechat.live.room.history.rows import RoomRows, Rows
from livechat.live.room.history.window import Window, block_of
from livechat.live.room.navigation import Navigation
from livechat.live.room.viewer import Viewer
from livechat.live.room.viewers import Viewers
from livechat.services.pubsub import Lagged, Subscription


class RoomScreen:
    """A room as its viewers of one time zone see it; a supervisor keeps `run` alive."""

    def __init__(self, chat: Chat, room_id: RoomId, zone: tzinfo) -> None:
        self.room_id = room_id
        self.is_over = False
        self._chat = chat
        self.chrome = RoomChrome(chat, room_id)
        self.typing = TypingLine(room_id)
        self.viewers = Viewers(chat.access, room_id)
        self.history = History(room_id)
        self._rows = RoomRows(chat.directory, room_id, zone, self.history)
        self.frames = RoomFrames(room_id, self.history, self.chrome, self.typing)
        self._loader = BlockLoader(chat.db, room_id, self.history, self._rows, chat.kept_html)
        self._delivery = Delivery(self.viewers, self.frames, self.typing)
        self._entrance = Entrance(self.viewers, self.history, self._loader, self._delivery)
        self.navigation = Navigation(self.viewers, self.history, self._loader, self._delivery)
        self._linked = LinkedRooms(self._rows, chat.kept_html, lambda rows: self._delivery.send(rows, []))
        self._rows.follow = self._linked.follow
        self._chrome_updates = ChromeUpdates(chat.clock, self.viewers, self.history, self.chrome, self._delivery)

    @property
    def ready(self) -> bool:
        """Whether who comes now is shown the room at once."""
        return self._entrance.is_open

    # Coming and going

    def connect(self, viewer: Viewer) -> None:
        """The viewer has a socket, for the first time or again."""
        self.viewers.add(viewer)
        viewer.connect(lambda: self._entrance.enter(viewer))
        self._entrance.enter(viewer)

    def mount(self, viewer: Viewer) -> None:
        """The feed's place stands in the browser: only now can a row of it be scrolled to."""
        viewer.is_mounted = True
        if viewer.target is not None:
            self._entrance.enter(viewer)

    def disconnect(self, viewer: Viewer) -> None:
        """The viewer's socket is gone; it may come back. Forget what only they showed."""
        viewer.close()
        self.viewers.discard(viewer)
        self._entrance.forget(viewer)
        self.drop_unseen()

    def leave(self, viewer: Viewer) -> None:
        """The viewer goes elsewhere, and nothing of the room stays in the browser."""
        self._delivery.send_removal(viewer)
        self.disconnect(viewer)

    def drop_unseen(self) -> None:
        """Forget the blocks that nobody shows."""
        self._loader.drop_unseen(self.viewers.blocks)

    # The actor

    async def run(self) -> None:
        """Load the newest rows, then follow what happens until the room is deleted."""
        topics = (room_topic(self.room_id), presence_topic(self.room_id), PEOPLE)
        elsewhere: Subscription[Any] = self._chat.bus.subscribe()
        with self._chat.bus.subscribe(*topics) as subscription, elsewhere:
            self._linked.begin(elsewhere)
            try:
                await self._start()
                await self._follow(subscription)
            except* NotFound:
                if self._chat.directory.has_room(self.room_id):
                    raise
                self.viewers.expel(_("“{room}” was deleted.", room=self.chrome.room_name))  # whoever noticed first
                self.is_over = True
            finally:
                self._entrance.close()

    async def _follow(self, subscription: Subscription[RoomEvent | PresenceChanged]) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._chrome_updates.run(), name=f"chrome of room {self.room_id}")
            tasks.create_task(self._linked.run(), name=f"what room {self.room_id} links to")
            tasks.create_task(self._entrance.serve(), name=f"blocks of room {self.room_id}")
            async for events in subscription.batches():
                await self._take(events)

    async def _start(self) -> None:
        self._entrance.close()
        self.history.clear()
        newest = Window.newest(block_of(max(0, await self._loader.last_position())))
        await self._loader.load(newest.blocks)
        self.chrome.start(is_empty=self.history.last_position < 0)
        self.typing.start(self._chat.typing.people(self.room_id))
        self.frames.forget()
        self._entrance.open()

    async def _take(self, events: Sequence[object]) -> None:
        """What a batch brings leaves as one frame; who may not stay has been shown out before."""
        if any(isinstance(event, Lagged) for event in events):
            await self._start()
            return
        last_before = self.history.last_block
        rows: Rows = {}
        for event in events:
            rows |= self._note(event)
        if rows:
            self._delivery.send(rows, self.chrome.fill_room())
        if self.history.last_block > last_before:
            self.navigation.follow()
        self._chrome_updates.request()

    def _note(self, event: object) -> Rows:
        """The rows that look different now."""
        match event:
            case MessagePosted(message=message) if self.history.at(message.position) is None:
                self.typing.stopped(message.author)
                return self._rows.add(message)
            case MessageEdited() | MessageDeleted() | MessageRestored():
                self.viewers.tell_of(event.message)
                return self._rows.replace(event.message)
            case ReactionsChanged():
                return self._rows.react(event.position, event.reactions)
            case PinChanged():
                self.viewers.tell_all(lambda page: page.pins_changed())
                return self._rows.pin(event.position, is_pinned=event.is_pinned)
            case PersonUpdated(person=person):
                self.typing.renamed(person)
                self.viewers.check(event)
                return self._rows.rename(person)
            case TypingStarted(person=person):
                self.typing.started(person)
            case TypingStopped(person=person):
                self.typing.stopped(person)
            case RoomDeleted():
                raise NotFound
            case RoomUpdated() | MembershipChanged():
                self.viewers.check(event)
        return {}
