"""Every word of what all viewers share comes out of the catalogue, or from people."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from livechat.chat import Chat
from livechat.components.message.bubble import message_elements
from livechat.components.message.plain import plain_message_element
from livechat.live.room.history.blocks import place_of
from livechat.live.screens import Screens
from livechat.records import Deletion, Person, Reaction, RoomInfo
from tests.fakes import FakeClock, settle
from tests.internals.peers import Peer
from tests.live.watchers import LobbyWatcher, Watcher
from tests.people import person, room, say
from tests.pseudo_language import bypassing, words_of_props

pytestmark = pytest.mark.usefixtures("pseudo_language")

TYPED = ("Alice", "Bob", "Cem", "Dora", "Harbour", "Attic")


@pytest.fixture
async def people(chat: Chat) -> list[Person]:
    return [await person(chat, name) for name in ("Alice", "Bob", "Cem", "Dora")]


@pytest.fixture
async def harbour(chat: Chat, people: list[Person]) -> RoomInfo:
    return await room(chat, people[0], "Harbour", *people[1:])


def assert_all_comes_from_the_catalogue(peer: Peer) -> None:
    elements = peer.elements.values()
    words = "\n".join(said for element in elements for said in words_of_props(element["tag"], element.get("props", {})))
    assert "⟦" in words
    assert not bypassing(words, *TYPED)


async def test_a_new_room(chat: Chat, screens: Screens, people: list[Person], harbour: RoomInfo) -> None:
    watcher = Watcher(chat, screens, people[0], harbour)
    await watcher.connect()

    assert_all_comes_from_the_catalogue(watcher.peer)


async def test_messages(chat: Chat, screens: Screens, people: list[Person], harbour: RoomInfo) -> None:
    alice = people[0]
    quoted = await say(chat, alice, harbour, "7")
    deleted = await say(chat, alice, harbour, "8")
    watcher = Watcher(chat, screens, alice, harbour)
    await watcher.connect()
    for message in (
        replace(quoted, edited_at=chat.clock.now(), reply_to=deleted),
        replace(quoted, reactions=(Reaction("👍", (alice.id, *(alice.id for _ in range(12)))),)),
        replace(deleted, body="", deletion=Deletion(alice.id, chat.clock.now(), is_final=False)),
    ):
        ids, zone = place_of(harbour.id, 0).ids, ZoneInfo("UTC")
        parts = message_elements(ids, message, None, slug=harbour.slug, zone=zone, name_of=lambda _: "Alice")
        for part in parts.values():
            assert not bypassing("\n".join(words_of_props(part["tag"], part.get("props", {}))), *TYPED)
        plain = plain_message_element(message)
        assert not bypassing("\n".join(words_of_props(plain["tag"], plain["props"])), *TYPED)

    assert len(watcher.rows) == 2
    assert_all_comes_from_the_catalogue(watcher.peer)


@pytest.mark.parametrize("count", [1, 2, 3])
async def test_who_is_typing(chat: Chat, screens: Screens, people: list[Person], harbour: RoomInfo, count: int) -> None:
    watcher = Watcher(chat, screens, people[0], harbour)
    await watcher.connect()
    for typing in people[1 : count + 1]:
        chat.typing.touch(typing.id, harbour.id)
    await settle()

    assert "typing" in watcher.typing
    assert_all_comes_from_the_catalogue(watcher.peer)


async def test_what_is_said_to_who_has_to_leave(
    chat: Chat, screens: Screens, people: list[Person], harbour: RoomInfo
) -> None:
    alice, bob, cem, _ = people
    deleted, private, broken = (Watcher(chat, screens, somebody, harbour) for somebody in (alice, bob, cem))
    for watcher in (deleted, private, broken):
        await watcher.connect()
    broken.breaks_at = "changed"
    await chat.rooms.edit(alice.id, harbour.id, name="Harbour", description="", is_private=True)
    await settle()
    await chat.memberships.leave(bob.id, harbour.id)
    await settle()
    await chat.rooms.delete(alice.id, harbour.id, name="Harbour")
    await settle()

    said = [sentence for watcher in (deleted, private, broken) for sentence in watcher.sentences]
    assert len(said) == 3
    assert not bypassing("\n".join(said), *TYPED)


async def test_the_lobby(
    chat: Chat, screens: Screens, clock: FakeClock, people: list[Person], harbour: RoomInfo
) -> None:
    attic = await room(chat, people[1], "Attic")
    chat.presence.join(people[0].id, attic.id, "page")
    watcher = LobbyWatcher(screens, people[0])
    watcher.connect()

    assert_all_comes_from_the_catalogue(watcher.peer)


async def test_a_lobby_without_rooms(chat: Chat, screens: Screens, people: list[Person]) -> None:
    watcher = LobbyWatcher(screens, people[0])
    watcher.connect()

    assert_all_comes_from_the_catalogue(watcher.peer)
