"""Whatever happens in whatever order: each message is there, may be undone, or is gone, as a simple model has it."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from livechat.chat import Chat
from livechat.errors import Forbidden
from livechat.ids import UserId
from livechat.records import Person, PostedMessage, RoomInfo
from livechat.services.messages.erasure import GATHER_SECONDS, UNDO_SECONDS
from tests.eventually import eventually
from tests.fakes import FakeClock
from tests.people import person, room, say
from tests.services.messages.stored import count_hanging, hang_on
from tests.settings import settings_in

who, which = st.integers(min_value=0, max_value=1), st.integers(min_value=0, max_value=3)
acts = st.one_of(
    st.tuples(st.sampled_from(("post", "hang on", "delete", "undo")), who, which),
    st.tuples(st.just("wait"), st.sampled_from((1, 4, 11)), which),
    st.tuples(st.just("restart"), who, which),
    st.tuples(st.just("set the clock"), st.sampled_from((-100_000, -5, 5, 100_000)), which),
)


@dataclass
class Expected:
    """What the model knows of a message."""

    message: PostedMessage
    deleted_by: UserId | None = None
    deleted_at: float = 0.0  # by the wall clock, in seconds
    due_at: float = 0.0  # by the other one
    is_erased: bool = False


class Scene:
    """A room with its administrator and a member, and a server that is started again and again."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.settings = settings_in(folder, limits="off")
        self.expected: list[Expected] = []
        self.people: list[Person] = []
        self.room: RoomInfo

    async def set_up(self) -> None:
        await self.start()
        self.people = [await person(self.chat, name) for name in ("Alice", "Bob")]
        self.room = await room(self.chat, self.people[0], "Harbour", self.people[1])

    async def start(self) -> None:
        self.chat = Chat(self.settings, clock=self.clock)
        self.running = self.chat.running()
        await self.running.__aenter__()

    async def stop(self) -> None:
        await self.running.__aexit__(None, None, None)

    async def act(self, name: str, number: int, index: int) -> None:
        match name:
            case "wait":
                await self.wait(number)
            case "set the clock":
                self.clock.set_forward(number)
            case "restart":
                await self.restart()
            case "post":
                said = await say(self.chat, self.people[number], self.room, f"message {len(self.expected)}")
                self.expected.append(Expected(said))
            case _ if index < len(self.expected):
                await self.act_on(name, self.people[number], self.expected[index])

    async def act_on(self, name: str, person: Person, known: Expected) -> None:
        is_due = self.clock.monotonic() >= known.due_at
        match name:
            case "hang on" if known.deleted_by is None and not await count_hanging(self.chat, known.message.id):
                await hang_on(self.chat, known.message, person)
            case "delete":
                may = known.deleted_by is None and (known.message.author == person or person == self.people[0])
                if await self.succeeds(self.chat.deletion.delete, person, known, may=may):
                    known.deleted_by, known.deleted_at = person.id, self.clock.now().timestamp()
                    known.due_at = self.clock.monotonic() + UNDO_SECONDS
            case "undo":
                may = known.deleted_by == person.id and not is_due
                if await self.succeeds(self.chat.deletion.undo_delete, person, known, may=may):
                    known.deleted_by = None

    async def succeeds(self, verb: object, person: Person, known: Expected, *, may: bool) -> bool:
        try:
            await verb(person.id, self.room.id, known.message.id)  # type: ignore[operator]
        except Forbidden:
            assert not may
            return False
        assert may
        return True

    async def wait(self, seconds: float) -> None:
        await self.clock.advance(seconds)
        self.note_what_is_due()

    async def restart(self) -> None:
        await self.stop()
        await self.start()
        for known in self.expected:
            if known.deleted_by is not None and not known.is_erased:
                left = known.deleted_at + UNDO_SECONDS - self.clock.now().timestamp()
                known.due_at = self.clock.monotonic() + min(max(left, 0.0), UNDO_SECONDS)
        self.note_what_is_due()

    def note_what_is_due(self) -> None:
        for known in self.expected:
            known.is_erased |= known.deleted_by is not None and known.due_at <= self.clock.monotonic()

    async def is_as_expected(self) -> bool:
        async with self.chat.db.read() as tx:
            rows = await tx.execute(text("SELECT body, deleted_by_id, erased_at FROM message ORDER BY id"))
            found = [(row.body, row.deleted_by_id, row.erased_at is not None) for row in rows]
        return found == [
            ("" if known.is_erased else known.message.body, known.deleted_by, known.is_erased)
            for known in self.expected
        ]


@settings(max_examples=25)
@given(st.lists(acts, max_size=20))
async def test_each_message_is_as_the_model_has_it(happened: list[tuple[str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(Path(folder))
        await scene.set_up()

        for name, number, index in happened:
            await scene.act(name, number, index)
        await scene.wait(GATHER_SECONDS)

        await eventually(scene.is_as_expected)
        for known in scene.expected:
            read = await scene.chat.messages.get(scene.people[0].id, scene.room.id, known.message.id)
            assert read.is_deleted == (known.deleted_by is not None)
            assert read.body == ("" if read.is_deleted else known.message.body)
            assert not known.is_erased or not await count_hanging(scene.chat, known.message.id)
        await scene.stop()
