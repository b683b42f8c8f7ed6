"""Whatever happens in whatever order: what a browser was told bit by bit is what it would be told afresh."""

import asyncio
import itertools
from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livechat.chat import Chat
from livechat.errors import ChatError
from livechat.live.screens import Screens
from livechat.records import Person, PostedMessage, RoomInfo
from livechat.services.access import Rule
from tests.eventually import eventually
from tests.fakes import FakeClock
from tests.live.watchers import Watcher
from tests.people import person, room, say

MOMENT_SECONDS = 1.0  # longer than any pace

who = st.integers(min_value=0, max_value=2)
ALONE = ("older", "newer", "jump", "around", "in view", "out of view", "disconnect", "connect", "stall", "drain")
CHANGES = ("answer", "edit", "delete", "undo", "react", "pin", "unpin")
TOGETHER = ("leave", "type", "stop typing", "join", "quit", "call", "rename", "wait", "crash")
acts = st.one_of(
    st.tuples(st.just("say"), who, st.integers(min_value=1, max_value=70)),
    st.tuples(st.sampled_from(ALONE + TOGETHER), who, st.just(0)),
    st.tuples(st.sampled_from(CHANGES), who, st.integers(min_value=0, max_value=9)),
)


class Scene:
    """Three people at one room."""

    def __init__(self, chat: Chat, screens: Screens, clock: FakeClock) -> None:
        self.chat, self.screens, self.clock = chat, screens, clock
        self.people: list[Person] = []
        self.room: RoomInfo
        self.watchers: list[Watcher] = []
        self.away: set[int] = set()
        self.said: list[PostedMessage] = []
        self.names = (f"Person {number}" for number in itertools.count(1))

    async def set_up(self) -> None:
        self.people = [await person(self.chat, name) for name in ("Alice", "Bob", "Carol")]
        self.room = await room(self.chat, self.people[0], "Harbour", self.people[1])
        await self.say(0, 60)
        self.watchers = [Watcher(self.chat, self.screens, somebody, self.room) for somebody in self.people]
        for watcher in self.watchers:
            await watcher.connect()

    async def say(self, number: int, count: int) -> None:
        author = self.people[number]
        if self.chat.directory.member(author.id, self.room.id) is not None:
            self.said += await asyncio.gather(*(say(self.chat, author, self.room, f"{n}") for n in range(count)))

    async def change(self, name: str, number: int, which: int) -> None:
        """One of the first or of the last messages, where the person may and it can be."""
        message = [*self.said[:5], *self.said[-5:]][which]
        at, chat = (self.people[number].id, self.room.id), self.chat
        with suppress(ChatError):
            match name:
                case "answer":
                    key = f"answer {len(self.said)}"
                    self.said.append(await chat.messages.post(*at, "answer", key, reply_to_id=message.id))
                case "edit":
                    await chat.editing.edit(*at, message.id, f"edited {which}")
                case "delete":
                    await chat.deletion.delete(*at, message.id)
                case "undo":
                    await chat.deletion.undo_delete(*at, message.id)
                case "react":
                    await chat.reactions.toggle(*at, message.id, "👍🎉🚀"[which % 3])
                case "pin":
                    await chat.pins.pin(*at, message.id)
                case "unpin":
                    await chat.pins.unpin(*at, message.id)

    async def act(self, name: str, number: int, count: int) -> None:
        watcher, user_id, room_id = self.watchers[number], self.people[number].id, self.room.id
        match name:
            case _ if name in CHANGES:
                await self.change(name, number, count)
            case "say":
                await self.say(number, count)
            case "older" | "newer" | "jump" | "around" | "in view" | "out of view" if number not in self.away:
                await self.move(watcher, name)
            case "disconnect" | "leave" if number not in self.away:
                self.away.add(number)
                watcher.disconnect() if name == "disconnect" else watcher.leave()
            case "connect" if number in self.away:
                self.away.remove(number)
                await watcher.connect()
            case "stall":
                watcher.peer.stall()
            case "drain":
                watcher.peer.drain()
            case "type" if self.chat.access.allows(Rule.MEMBER, user_id, room_id):
                self.chat.typing.touch(user_id, room_id)
            case "stop typing":
                self.chat.typing.stop(user_id, room_id)
            case "join":
                await self.chat.memberships.join(user_id, room_id)
            case "quit" if number > 0:
                await self.chat.memberships.leave(user_id, room_id)
            case "call":
                await self.chat.accounts.own.change_profile(user_id, display_name=next(self.names), about="")
            case "rename":
                await self.chat.rooms.edit(
                    self.people[0].id, room_id, name=f"Harbour {count}", description="", is_private=False
                )
            case "wait":
                await self.clock.advance(MOMENT_SECONDS)
            case "crash":
                await self.chat.supervisor.stop_child(f"screen of room {room_id} in UTC")
                self.chat.supervisor.start_child(f"screen of room {room_id} in UTC", watcher.screen.run)

    async def move(self, watcher: Watcher, name: str) -> None:
        go, viewer = watcher.screen.navigation, watcher.viewer
        match name:
            case "older":
                await go.show_older(viewer)
            case "newer":
                await go.show_newer(viewer)
            case "jump":
                go.jump_to_newest(viewer)
            case "around":
                await go.show_around(viewer, 10)
            case _:
                go.end_in_view(viewer, name == "in view")

    async def settle(self) -> None:
        """Everybody is there and reads, and time passes."""
        for number, watcher in enumerate(self.watchers):
            if number in self.away:
                await watcher.connect()
            watcher.peer.drain()
        await self.clock.advance(MOMENT_SECONDS)
        await eventually(lambda: all(watcher.screen.ready for watcher in self.watchers))
        await self.clock.advance(MOMENT_SECONDS)

    async def tear_down(self) -> None:
        for watcher in self.watchers:
            watcher.leave()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(acts, max_size=25))
async def test_deltas_lead_to_the_state(
    chat: Chat, screens: Screens, clock: FakeClock, happened: list[tuple[str, int, int]]
) -> None:
    scene = Scene(chat, screens, clock)
    await scene.set_up()

    for name, number, count in happened:
        await scene.act(name, number, count)
    await scene.settle()

    for watcher in scene.watchers:
        await eventually(watcher.is_up_to_date)
    stored = await scene.watchers[0].read_afresh(*scene.watchers[1:])
    for watcher in scene.watchers:
        told, afresh = watcher.peer.elements, watcher.told_afresh(stored)
        assert {name: told[name] for name in afresh} == afresh
        assert watcher.positions == list(range(watcher.positions[0], watcher.positions[0] + len(watcher.positions)))
    await scene.tear_down()
