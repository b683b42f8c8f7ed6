"""Whatever happens in whatever order: the numbers are those that a recount from the database gives."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from livechat.chat import Chat
from livechat.errors import ChatError
from livechat.ids import UserId
from livechat.records import Person, PostedMessage, RoomInfo
from tests.eventually import eventually
from tests.fakes import FakeClock, settle
from tests.people import person, room, say
from tests.services.reading.deletions import deleted, restored
from tests.settings import settings_in

ACTS = ("say", "say", "delete", "restore", "read", "mark unread", "mark all read", "join", "leave", "restart", "crash")
steps = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 2), st.integers(0, 9)), max_size=25)

UNREAD = sa.text("""
    SELECT count(*) FROM message, membership
    WHERE message.room_id = membership.room_id AND membership.user_id = :user AND membership.room_id = :room
      AND message.position > membership.read_position AND message.deleted_at IS NULL
""")


class Scene:
    """Three people and a room; Alice made it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = FakeClock()
        self.said: list[PostedMessage] = []
        self.expected: dict[int, set[int]] = {}  # of each member, what they have not read, by position

    @asynccontextmanager
    async def chat(self) -> AsyncIterator[Chat]:
        async with Chat(settings_in(self.folder, limits="off"), clock=self.clock).running() as chat:
            yield chat

    async def set_up(self, chat: Chat) -> None:
        self.people = [await person(chat, name) for name in ("Alice", "Bob", "Carol")]
        self.room = await room(chat, self.people[0], "Harbour", self.people[1])
        self.expected = {who.id: set() for who in self.people[:2]}

    async def act(self, chat: Chat, name: str, who: Person, number: int) -> None:
        place, ours = self.room, self.expected.get(who.id)
        message = self.said[number % len(self.said)] if self.said else None
        match name:
            case "say" if ours is not None:
                self.said.append(await say(chat, who, place, f"message {number}"))
                for unread in self.expected.values():
                    unread.add(self.said[-1].position)
                ours.clear()
            case "delete" if message is not None:
                await deleted(chat, message)
            case "restore" if message is not None:
                await restored(chat, message)
            case "read" if ours is not None:
                chat.reading.read(who.id, place.id, number)
                ours -= {position for position in ours if position <= number}
            case "mark unread" if ours is not None and number < len(self.said):
                chat.reading.mark_unread(who.id, place.id, number)
                self.expected[who.id] = set(range(number, len(self.said)))
            case "mark all read" if ours is not None:
                chat.reading.mark_all_read(who.id, place.id)
                ours.clear()
            case "join" if ours is None:
                await chat.memberships.join(who.id, place.id)
                self.expected[who.id] = set()
            case "leave" if ours is not None:
                await self.leave(chat, who)
            case "crash":
                await chat.supervisor.stop_child("reading")
                chat.supervisor.start_child("reading", chat.reading.run)
                await settle()

    async def leave(self, chat: Chat, who: Person) -> None:
        try:
            await chat.memberships.leave(who.id, self.room.id)
        except ChatError:  # the only administrator stays
            return
        del self.expected[who.id]

    async def check(self, chat: Chat) -> None:
        """After a crash the numbers are right once all is read again."""
        place: RoomInfo = self.room
        async with chat.db.read() as tx:
            gone = {position for (position,) in await tx.execute(DELETED, {"room": place.id})}
        right = {who.id: len(self.expected.get(who.id, set()) - gone) for who in self.people}

        def now() -> dict[UserId, int]:
            return {who.id: chat.reading.count(who.id, place.id) for who in self.people}

        await eventually(lambda: now() == right, instead=lambda: f"{now()} and not {right}")
        await chat.reading.flush()
        async with chat.db.read() as tx:
            counted = {
                who.id: (await tx.execute(UNREAD, {"user": who.id, "room": place.id})).scalar_one()
                for who in self.people
            }
        assert counted == right


DELETED = sa.text("SELECT position FROM message WHERE room_id = :room AND deleted_at IS NOT NULL")


@given(steps)
@settings(max_examples=25)
async def test_the_numbers_are_those_of_a_recount(steps: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder:
        scene = Scene(Path(folder))
        async with scene.chat() as chat:
            await scene.set_up(chat)
        rest = list(steps)
        while True:
            async with scene.chat() as chat:
                while rest and rest[0][0] != "restart":
                    name, number, what = rest.pop(0)
                    await scene.act(chat, name, scene.people[number], what)
                await scene.check(chat)
            if not rest:
                return
            rest.pop(0)
