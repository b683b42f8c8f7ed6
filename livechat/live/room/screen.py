"""What everybody in one room sees: one subscriber, each event rendered and encoded once, the same bytes to all."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence

from livechat.chat import Chat
from livechat.components.message.bubble import message_element
from livechat.errors import ChatError, NotFound
from livechat.events import (
    PEOPLE,
    MembershipChanged,
    MessagePosted,
    PersonUpdated,
    PresenceChanged,
    RoomDeleted,
    RoomEvent,
    RoomUpdated,
    TypingStarted,
    TypingStopped,
    presence_topic,
    room_topic,
)
from livechat.ids import RoomId
from livechat.live.room.chrome import RoomChrome
from livechat.live.room.frames import RoomFrames
from livechat.live.room.history import History
from livechat.live.room.viewer import Viewer
from livechat.live.room.viewers import Viewers
from livechat.live.room.window import BLOCK_ROWS, Window, block_of
from livechat.records import PostedMessage
from livechat.services.pubsub import Lagged, Subscription
from livechat.store import messages

CHROME_PACE_SECONDS = ((50, 0.1), (500, 0.5))  # up to so many viewers, so often at most
CHROME_SLOWEST_SECONDS = 0.8


class RoomScreen:
    """A room as its viewers see it; a supervisor keeps `run` alive."""

    def __init__(self, chat: Chat, room_id: RoomId) -> None:
        self.room_id = room_id
        self.ready = False
        self._chat = chat
        self.chrome = RoomChrome(chat, room_id)
        self.viewers = Viewers(chat.access, room_id, self.chrome)
        self.history = History(room_id, self._render)
        self.frames = RoomFrames(room_id, self.history, self.chrome)
        self._chrome_changed = asyncio.Event()
        self._wanted: dict[Viewer, Window] = {}
        self._wants = asyncio.Event()

    def remove(self, viewer: Viewer) -> None:
        """Forget a viewer, and what only they showed."""
        self.viewers.discard(viewer)
        self._wanted.pop(viewer, None)
        self.history.keep_only(self.viewers.blocks)

    async def load(self, blocks: range) -> None:
        """Have these blocks in memory. Raises Unavailable when they cannot be read."""
        for number in blocks:
            if number not in self.history.blocks:
                await self._load_block(number)

    def load_for(self, viewer: Viewer, window: Window) -> None:
        """Have the viewer enter again once its blocks are in memory."""
        self._wanted[viewer] = window
        self._wants.set()

    # The actor

    async def run(self) -> None:
        """Load the newest rows, then follow what happens until the room is deleted."""
        topics = (room_topic(self.room_id), presence_topic(self.room_id), PEOPLE)
        with self._chat.bus.subscribe(*topics) as subscription:
            try:
                await self._start()
                await self._follow(subscription)
            except* NotFound:  # whoever notices first that the room is gone
                self.viewers.expel(f"“{self.chrome.room_name}” was deleted.")
            finally:
                self.ready = False

    async def _follow(self, subscription: Subscription[RoomEvent | PresenceChanged]) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._show_chrome(), name=f"chrome of room {self.room_id}")
            tasks.create_task(self._serve_wanted(), name=f"blocks of room {self.room_id}")
            async for events in subscription.batches():
                await self._take(events)

    async def _start(self) -> None:
        self.ready = False
        self.history.clear()
        async with self._chat.db.read() as tx:
            last = await messages.get_last_position(tx, self.room_id)
        newest = Window.newest(block_of(max(0, last)))
        await self.load(newest.blocks)
        self.chrome.start(is_empty=self.history.last_position < 0)
        self.frames.forget()
        self.ready = True
        for viewer in self.viewers:
            viewer.enter()

    async def _take(self, events: Sequence[object]) -> None:
        if any(isinstance(event, Lagged) or self._outdates_rows(event) for event in events):
            await self._start()
            return
        posted = [event.message for event in events if isinstance(event, MessagePosted)]
        fresh = [message for message in posted if self.history.at(message.position) is None]
        if fresh:
            self._show_messages(fresh)
        for event in events:
            self._note(event)

    def _outdates_rows(self, event: object) -> bool:
        return isinstance(event, PersonUpdated) and any(
            message.author.id == event.person.id
            for block in self.history.blocks.values()
            for message in block.messages.values()
        )

    def _note(self, event: object) -> None:
        match event:
            case TypingStarted(person=person):
                self.chrome.typing_started(person)
            case TypingStopped(person=person):
                self.chrome.typing_stopped(person)
            case RoomDeleted():
                raise NotFound
            case RoomUpdated() | MembershipChanged():
                self.viewers.check(event)
            case _:
                pass
        self._chrome_changed.set()

    # Rows

    def _render(self, message: PostedMessage, before: PostedMessage | None) -> dict[str, object]:
        return message_element(message, before, self._chat.directory.room(self.room_id).slug)

    async def _load_block(self, number: int) -> None:
        async with self._chat.db.read() as tx:
            rows = await messages.list_block(tx, self.room_id, number, BLOCK_ROWS)
            above = await messages.list_before(tx, self.room_id, number * BLOCK_ROWS, 1)
        if number not in self.history.blocks:
            self.history.fill(number, rows, above[0] if above else None)

    def _show_messages(self, posted: list[PostedMessage]) -> None:
        """The messages of one batch leave as one frame, in which their authors type no more."""
        last_before = self.history.last_block
        rows: defaultdict[int, list[bytes]] = defaultdict(list)
        for message in posted:
            rows[block_of(message.position)].append(self.history.add(message))
            self.chrome.typing_stopped(message.author)
        self.frames.forget()
        was_empty, self.chrome.is_empty = self.chrome.is_empty, False
        self.viewers.send(rows, self.chrome.changes() if was_empty else [])
        if self.history.last_block > last_before:
            for viewer in self.viewers:
                viewer.follow(self.history.last_block)

    # Shell

    async def _show_chrome(self) -> None:
        """Changes of the same moment leave as one frame: every frame renders in every browser."""
        while True:
            await self._chrome_changed.wait()
            self._chrome_changed.clear()
            changed = self.chrome.changes()
            self.frames.forget()
            self.viewers.send({}, changed)
            await self._chat.clock.sleep(self._pace())

    def _pace(self) -> float:
        count = len(self.viewers)
        return next((seconds for most, seconds in CHROME_PACE_SECONDS if count <= most), CHROME_SLOWEST_SECONDS)

    # Blocks that somebody came back to

    async def _serve_wanted(self) -> None:
        while True:
            await self._wants.wait()
            self._wants.clear()
            wanted, self._wanted = self._wanted, {}
            for viewer, window in wanted.items():
                try:
                    await self.load(window.blocks)
                except ChatError as error:
                    viewer.page.failed(str(error))
                else:
                    viewer.enter()
