"""Whatever happens to rooms in whatever order: each lobby shows what it would be shown afresh."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livechat.chat import Chat
from livechat.live.screens import Screens
from livechat.records import Person
from livechat.services.access import Rule
from tests.fakes import FakeClock
from tests.live.watchers import LobbyWatcher
from tests.people import person, say

MOMENT_SECONDS = 1.0

which = st.integers(min_value=0, max_value=2)
ROOMS = ("make", "make private", "show", "hide", "call", "delete", "join", "leave", "say", "come", "go")
BROWSERS = ("disconnect", "connect", "stall", "drain", "wait", "crash")
acts = st.tuples(st.sampled_from(ROOMS + BROWSERS), which, which)


class Scene:
    """Three people in the lobby, and up to three rooms."""

    def __init__(self, chat: Chat, screens: Screens, clock: FakeClock) -> None:
        self.chat, self.screens, self.clock = chat, screens, clock
        self.people: list[Person] = []
        self.watchers: list[LobbyWatcher] = []
        self.away: set[int] = set()

    async def set_up(self) -> None:
        for made in self.chat.directory.public_rooms:  # of the example before
            self.chat.directory.drop_room(made.id)
        self.people = [await person(self.chat, name) for name in ("Alice", "Bob", "Carol")]
        self.watchers = [LobbyWatcher(self.screens, somebody) for somebody in self.people]
        for watcher in self.watchers:
            watcher.connect()

    async def act(self, name: str, number: int, which: int) -> None:
        user_id, watcher = self.people[number].id, self.watchers[number]
        match name:
            case "make" | "make private":
                await self.chat.rooms.create(user_id, name=f"Room {which}", is_private=name != "make")
            case "disconnect" if number not in self.away:
                self.away.add(number)
                watcher.disconnect()
            case "connect" if number in self.away:
                self.away.remove(number)
                watcher.connect()
            case "stall":
                watcher.peer.stall()
            case "drain":
                watcher.peer.drain()
            case "wait":
                await self.clock.advance(MOMENT_SECONDS)
            case "crash":
                await self.chat.supervisor.stop_child("lobby screen")
                self.chat.supervisor.start_child("lobby screen", self.screens.lobby.run)
            case _:
                await self.act_in_a_room(name, self.people[number], which)

    async def act_in_a_room(self, name: str, somebody: Person, which: int) -> None:
        readable = self.chat.rooms.list_readable(somebody.id)
        if not readable:
            return
        place, allows = readable[which % len(readable)], self.chat.access.allows
        is_member = allows(Rule.MEMBER, somebody.id, place.id)
        is_admin = allows(Rule.ROOM_ADMIN, somebody.id, place.id)
        match name:
            case "show" | "hide" | "call" if is_admin:
                is_private = name == "hide" or (name == "call" and place.is_private)
                called = f"{place.name}!" if name == "call" else place.name
                await self.chat.rooms.edit(
                    somebody.id, place.id, name=called[:9], description="", is_private=is_private
                )
            case "delete" if is_admin:
                await self.chat.rooms.delete(somebody.id, place.id, name=place.name)
            case "join":
                await self.chat.memberships.join(somebody.id, place.id)
            case "leave" if is_member and not is_admin:
                await self.chat.memberships.leave(somebody.id, place.id)
            case "say" if is_member:
                await say(self.chat, somebody, place, "hello")
            case "come":
                self.chat.presence.join(somebody.id, place.id, "tab")
            case "go":
                self.chat.presence.leave(somebody.id, place.id, "tab")

    async def settle(self) -> None:
        """Everybody is there and reads, and time passes."""
        for number, watcher in enumerate(self.watchers):
            if number in self.away:
                watcher.connect()
            watcher.peer.drain()
        await self.clock.advance(2 * MOMENT_SECONDS)

    def shown_afresh(self, number: int) -> dict[str, object]:
        fresh = LobbyWatcher(self.screens, self.people[number])
        fresh.connect()
        shown = dict(fresh.peer.elements)
        fresh.disconnect()
        return shown


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(acts, max_size=25))
async def test_what_a_lobby_was_told_leads_to_what_there_is(
    chat: Chat, screens: Screens, clock: FakeClock, happened: list[tuple[str, int, int]]
) -> None:
    scene = Scene(chat, screens, clock)
    await scene.set_up()

    for name, number, which_room in happened:
        await scene.act(name, number, which_room)
    await scene.settle()

    for number, watcher in enumerate(scene.watchers):
        assert watcher.peer.elements == scene.shown_afresh(number)
        names = sorted(room.name for room in chat.rooms.list_readable(scene.people[number].id))
        assert sorted(watcher.cards) == names
        watcher.disconnect()
