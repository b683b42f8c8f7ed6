"""Whatever is added, changed, removed, dropped and read again: every browser shows what a fresh one would be told."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, timedelta
from itertools import count
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livechat.chat import Chat
from livechat.ids import MessageId
from livechat.live.room.chrome.parts import RoomChrome
from livechat.live.room.chrome.typing_line import TypingLine
from livechat.live.room.delivery import Delivery
from livechat.live.room.entrance import Entrance
from livechat.live.room.frames import RoomFrames
from livechat.live.room.history.blocks import History
from livechat.live.room.history.rows import RoomRows, Rows
from livechat.live.room.history.window import BLOCK_ROWS
from livechat.live.room.navigation import Navigation
from livechat.live.room.viewer import Viewer
from livechat.live.room.viewers import Viewers
from livechat.records import Deletion, Person, PostedMessage, Reaction, RoomInfo
from tests.internals.peers import FakeClient, Peer
from tests.people import person, room

FIRST_ROWS = 4 * BLOCK_ROWS - 2  # soon a block begins
GAP = timedelta(minutes=2)  # two messages of one author go on from each other
FARTHER = timedelta(minutes=7)  # and here they do not

_numbers = count(1)

anywhere = st.integers(min_value=0, max_value=FIRST_ROWS + 3)
ends = st.sampled_from([BLOCK_ROWS * block + offset for block in range(1, 5) for offset in (-1, 0)])
CHANGES = ("add", "rename", "edit", "move in time", "remove", "react")
STEPS = ("older", "newer", "jump", "around", "in view", "out of view", "away", "back", "drop")
acts = st.tuples(st.sampled_from(CHANGES) | st.sampled_from(STEPS), anywhere | ends)


class Shelf:
    """What is stored of a room, and how it is read."""

    def __init__(self, place: RoomInfo, people: list[Person]) -> None:
        self.place, self.people = place, people
        self.messages: list[PostedMessage] = []
        for position in range(FIRST_ROWS):
            self.add(position // 3)

    def add(self, number: int) -> PostedMessage:
        position, author = len(self.messages), self.people[number % len(self.people)]
        made = PostedMessage(
            MessageId(position + 1),
            self.place.id,
            position,
            author,
            f"text {position}",
            str(position),
            self.place.inserted_at + position * GAP,
            reply_to=self.messages[position - 5] if position % 7 == 6 else None,
        )
        self.messages.append(made)
        return made

    def change(self, position: int, **fields: Any) -> PostedMessage:
        changed = self.messages[position] = replace(self.messages[position], **fields)
        quoted = replace(changed, reply_to=None, reactions=())
        for number, message in enumerate(self.messages):
            if message.reply_to is not None and message.reply_to.id == changed.id:
                self.messages[number] = replace(message, reply_to=quoted)
        return changed

    def rename(self, number: int, name: str) -> Person:
        number %= len(self.people)
        renamed = self.people[number] = replace(self.people[number], display_name=name)
        for position, message in enumerate(self.messages):
            if message.author.id == renamed.id:
                self.change(position, author=renamed)
        return renamed

    def fill(self, rows: RoomRows, number: int) -> None:
        first = number * BLOCK_ROWS
        rows.fill(number, self.messages[first : first + BLOCK_ROWS], self.messages[first - 1] if first else None)


class Stage:
    """A room's shared rows, over a shelf instead of the database, and three viewers."""

    def __init__(self, chat: Chat, shelf: Shelf) -> None:
        self.chat, self.shelf = chat, shelf
        self.as_accepted = {somebody.id: somebody for somebody in shelf.people}
        self.history = History(shelf.place.id)
        self.rows = RoomRows(chat.directory, shelf.place.id, UTC, self.history)
        self.frames = self.frames_of(self.history)
        self.audience = Viewers(chat.access, shelf.place.id)
        delivery = self.delivery = Delivery(self.audience, self.frames, TypingLine(shelf.place.id))
        self.entrance = Entrance(self.audience, self.history, self, delivery)  # type: ignore[arg-type]
        self.go = Navigation(self.audience, self.history, self, delivery)  # type: ignore[arg-type]
        self.clients = [FakeClient(f"page-{next(_numbers)}") for _ in shelf.people]
        pairs = zip(self.clients, shelf.people, strict=True)
        self.viewers = [Viewer(client, somebody.id, self) for client, somebody in pairs]  # type: ignore[arg-type]

    async def load(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            if number not in self.history.blocks:
                self.shelf.fill(self.rows, number)

    def drop_unseen(self, shown: set[int]) -> None:
        self.history.keep_only(shown)

    def moved(self) -> None: ...

    def changed(self) -> None: ...

    async def set_up(self) -> None:
        await self.load([2, 3])
        self.entrance.open()
        for number in range(len(self.viewers)):
            await self.back(number)

    async def back(self, number: int) -> None:
        viewer = self.viewers[number]
        if viewer.window is not None:
            await self.load(viewer.window.grown(self.history.last_block).blocks)
        self.audience.add(viewer)
        viewer.connect(lambda: self.entrance.enter(viewer))
        self.entrance.enter(viewer)

    def away(self, number: int) -> None:
        self.viewers[number].close()
        self.audience.discard(self.viewers[number])
        self.clients[number].peer = self.clients[number].peer.reconnect()

    def show(self, rows: Rows) -> None:
        last_before = max(viewer.window.last for viewer in self.viewers if viewer.window is not None)
        self.delivery.send(rows, [])
        if self.history.last_block > last_before:
            self.go.follow()

    async def act(self, number: int, name: str, position: int) -> None:
        viewer = self.viewers[position % len(self.viewers)]
        position = min(position, len(self.shelf.messages) - 1)
        is_there = viewer in self.audience
        match name:
            case "add":
                self.show(self.add(position))
            case "edit":
                self.show(self.rows.replace(self.shelf.change(position, body=f"edit {number}")))
            case "move in time":
                earlier = self.shelf.messages[position].inserted_at - FARTHER
                self.show(self.rows.replace(self.shelf.change(position, inserted_at=earlier)))
            case "remove":
                gone = Deletion(self.shelf.people[0].id, self.shelf.place.inserted_at, is_final=number % 2 == 0)
                self.show(self.rows.replace(self.shelf.change(position, body="", html="", deletion=gone)))
            case "react":
                emoji = "👍🎉🛥"[: number % 4]
                reactions = tuple(Reaction(each, (self.shelf.people[0].id,)) for each in emoji)
                self.shelf.change(position, reactions=reactions)
                self.show(self.rows.react(position, reactions))
            case "rename":
                renamed = self.shelf.rename(position, f"name {number}")
                self.chat.directory.put_person(renamed)
                self.show(self.rows.rename(renamed))
            case "drop":
                self.history.keep_only(self.audience.blocks)
            case "away" if is_there:
                self.away(self.viewers.index(viewer))
            case "back" if not is_there:
                await self.back(self.viewers.index(viewer))
            case _ if is_there:
                await self.move(viewer, name, position)

    def add(self, position: int) -> Rows:
        """A batch of one author's messages, which were accepted under the name of the beginning."""
        rows: Rows = {}
        for message in [self.shelf.add(position) for _ in range(3)]:
            rows |= self.rows.add(replace(message, author=self.as_accepted[message.author.id]))
        return rows

    async def move(self, viewer: Viewer, name: str, position: int) -> None:
        match name:
            case "older":
                await self.go.show_older(viewer)
            case "newer":
                await self.go.show_newer(viewer)
            case "jump":
                await self.load([self.history.last_block - 1])
                self.go.jump_to_newest(viewer)
            case "around":
                await self.go.show_around(viewer, position)
            case "in view" | "out of view":
                self.go.end_in_view(viewer, name == "in view")

    def frames_of(self, history: History) -> RoomFrames:
        chrome = RoomChrome(self.chat, self.shelf.place.id)
        chrome.start(is_empty=False)
        return RoomFrames(self.shelf.place.id, history, chrome, TypingLine(self.shelf.place.id))

    def read_afresh(self) -> History:
        """The rows of all windows, read from the shelf."""
        history = History(self.shelf.place.id)
        rows = RoomRows(self.chat.directory, self.shelf.place.id, UTC, history)
        for number in sorted({block for viewer in self.viewers if viewer.window for block in viewer.window.blocks}):
            self.shelf.fill(rows, number)
        return history

    def told_afresh(self, viewer: Viewer, history: History) -> dict[str, Any]:
        """What a browser that knows nothing would be told of the same window."""
        assert viewer.window is not None
        peer = Peer()
        peer.transport.write(self.frames_of(history).state(viewer.user_id, viewer.window.blocks))
        return peer.elements


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(acts, max_size=30))
async def test_changes_lead_to_what_is_stored(chat: Chat, happened: list[tuple[str, int]]) -> None:
    people = [await person(chat, name) for name in ("Alice", "Bob", "Carol")]
    stage = Stage(chat, Shelf(await room(chat, people[0]), people))
    await stage.set_up()

    for number, (name, position) in enumerate(happened):
        await stage.act(number, name, position)
    for number, viewer in enumerate(stage.viewers):
        if viewer not in stage.audience:
            await stage.back(number)

    stored = stage.read_afresh()
    for viewer, client in zip(stage.viewers, stage.clients, strict=True):
        told, afresh = client.peer.elements, stage.told_afresh(viewer, stored)
        parts = {name for name in afresh if name[0] in "mlbf"}
        assert {name: told[name] for name in told if name[0] in "mlbf"} == {name: afresh[name] for name in parts}
        viewer.close()
