"""Whatever happens while a page is away or its screen is down: once it is back it is what a fresh page would be."""

from dataclasses import replace
from itertools import count
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from nicegui import Client
from nicegui.element import Element
from nicegui.testing import User

from livechat.chat import Chat
from livechat.events import PEOPLE, PersonUpdated, TypingStopped, room_topic
from livechat.live.screens import Screens
from livechat.records import Person, RoomInfo
from livechat.services.access import Rule
from livechat.services.pubsub import QUEUE_LIMIT
from tests.eventually import eventually
from tests.fakes import FakeClock, settle
from tests.people import person, room, say

MOMENT_SECONDS = 1.0  # longer than any pace
PLACES = ("disconnect", "connect", "crash", "restart", "flood", "wait")
CHANGES = ("join", "leave", "call", "hide", "show", "delete", "say", "rename", "promote", "demote", "rename another")
acts = st.lists(st.sampled_from(PLACES + CHANGES), max_size=12)

_numbers = count(1)


def is_seen(element: Element) -> bool:
    return element.visible and "hidden" not in element.props and element.tag != "nicegui-notification"


def own_part(element: Element) -> list[Any]:
    """The page's own elements, each as it looks, in their order; what is hidden for good is seen by nobody."""
    parts = [own_part(child) for child in element if is_seen(child)]
    props = {name: value for name, value in element.props.items() if name != "for"}  # an element's number
    return [element.tag, sorted(element.classes), props, getattr(element, "text", ""), parts]


def shown_in(client: Client) -> tuple[str | None, list[Any]]:
    return client.title, own_part(client.layout)


class Scene:
    """Alice's page in Bob's room, and what may happen to both."""

    def __init__(self, chat: Chat, screens: Screens, clock: FakeClock, page: User, alice: Person) -> None:
        self.chat, self.screens, self.clock, self.page = chat, screens, clock, page
        self.alice, self.bob = alice, alice
        self.room: RoomInfo
        self.client: Client
        self.tab_id: str | None = None

    async def set_up(self) -> None:
        self.bob = await person(self.chat, "Bob")
        self.room = await room(self.chat, self.bob, f"Harbour {next(_numbers)}")
        self.client = await self.page.open(self.path)
        self.tab_id = self.client.tab_id
        self.screen = self.screens.room(self.bob.id, self.room.id)
        await settle()

    @property
    def path(self) -> str:
        return f"/rooms/{self.room.slug}"

    @property
    def screen_name(self) -> str:
        return f"screen of room {self.room.id} in UTC"

    def may(self, rule: Rule, somebody: Person) -> bool:
        return self.chat.access.allows(rule, somebody.id, self.room.id)

    async def act(self, name: str) -> None:
        match name:
            case "disconnect" if self.client.has_socket_connection:
                self.client.tab_id = None
                self.invoke(self.client.disconnect_handlers)
            case "connect" if not self.client.has_socket_connection:
                self.client.tab_id = self.tab_id
                self.invoke(self.client.connect_handlers)
            case "crash":
                await self.chat.supervisor.stop_child(self.screen_name)
            case "restart":
                self.restart()
            case "flood":
                for _ in range(QUEUE_LIMIT):
                    self.chat.bus.publish(room_topic(self.room.id), TypingStopped(self.room.id, self.bob))
            case "wait":
                await self.clock.advance(MOMENT_SECONDS)
            case "rename" | "promote" | "demote" | "rename another":
                self.change_person(name)
            case "join" if self.may(Rule.READER, self.alice):
                await self.chat.memberships.join(self.alice.id, self.room.id)
            case "leave" if self.may(Rule.MEMBER, self.alice):
                await self.chat.memberships.leave(self.alice.id, self.room.id)
            case "say" if self.may(Rule.MEMBER, self.bob):
                await say(self.chat, self.bob, self.room, "hello")
            case "call" | "hide" | "show" | "delete" if self.may(Rule.ROOM_ADMIN, self.bob):
                await self.change_room(name)

    def invoke(self, handlers: list[Any]) -> None:
        for handler in tuple(handlers):
            self.client.safe_invoke(handler)

    def restart(self) -> None:
        if self.screen_name not in self.chat.supervisor.names() and not self.screen.is_over:
            self.chat.supervisor.start_child(self.screen_name, self.screen.run)

    async def change_room(self, name: str) -> None:
        known, rooms = self.chat.directory.room(self.room.id), self.chat.rooms
        if name == "delete":
            await rooms.delete(self.bob.id, known.id, name=known.name)
        else:
            called = f"Docks {next(_numbers)}" if name == "call" else known.name
            is_private = known.is_private if name == "call" else name == "hide"
            await rooms.edit(self.bob.id, known.id, name=called, description="", is_private=is_private)

    def change_person(self, name: str) -> None:
        known = self.chat.directory.person((self.bob if name == "rename another" else self.alice).id)
        if name.startswith("rename"):
            known = replace(known, display_name=f"Somebody {next(_numbers)}")
        else:
            known = replace(known, is_admin=name == "promote")
        self.chat.directory.put_person(known)
        self.chat.bus.publish(PEOPLE, PersonUpdated(known))

    def read_all(self) -> None:
        """Where one stopped is shown to who enters, and not to who looked on."""
        if self.may(Rule.MEMBER, self.alice):
            self.chat.reading.mark_all_read(self.alice.id, self.room.id)

    async def come_back(self) -> None:
        self.restart()
        await self.act("connect")
        await self.clock.advance(2 * MOMENT_SECONDS)

    @property
    def is_in_the_lobby(self) -> bool:
        """Whether the page was shown out."""
        return any(found.props.get("id") == "lobby" for found in self.client.layout.descendants())

    async def tear_down(self) -> None:
        self.client.delete()
        if self.page.client is not None:
            self.page.client.delete()
        await settle()


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
@example(["disconnect", "join", "call", "connect"])
@example(["crash", "join", "call", "promote", "restart"])
@example(["join", "call", "promote", "flood"])
@example(["disconnect", "hide"])
@example(["crash", "delete"])
@example(["join", "say"])
async def test_a_page_that_is_back_is_what_a_fresh_one_would_be(
    chat: Chat, screens: Screens, clock: FakeClock, page: User, alice: Person, happened: list[str]
) -> None:
    scene = Scene(chat, screens, clock, page, alice)
    await scene.set_up()

    for name in happened:
        await scene.act(name)
    await scene.come_back()

    await eventually(lambda: scene.is_in_the_lobby or scene.may(Rule.READER, alice))
    scene.read_all()
    fresh = await page.open("/" if scene.is_in_the_lobby else scene.path)
    await clock.advance(MOMENT_SECONDS)
    await eventually(lambda: shown_in(scene.client) == shown_in(fresh), seconds=2)
    await scene.tear_down()
