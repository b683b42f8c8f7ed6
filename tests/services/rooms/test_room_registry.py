"""Rooms are lazy: started on first use, found again, stopped when idle."""

import pytest

from livechat.chat import Chat
from livechat.errors import NotFound
from livechat.ids import RoomId
from tests.fakes import FakeClock
from tests.people import person, room, say

IDLE_SECONDS = 400


async def test_the_tree_starts_cleanly_and_everything_is_registered(chat: Chat) -> None:
    assert chat.supervisor.names() == (
        "accounts",
        "storage",
        "presence",
        "typing",
        "drafts",
        "reading",
        "kept html",
        "erasure",
        "scrubbing",
        "viewer states",
        "rooms",
    )
    assert set(chat.health().values()) == {"running"}


async def test_a_room_is_started_on_first_use_and_found_again(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    assert f"room {harbour.id}" not in chat.supervisor.names()

    server = chat.registry.get(harbour.id)

    assert chat.registry.get(harbour.id) is server
    assert f"room {harbour.id}" in chat.supervisor.names()


async def test_a_room_stops_when_nobody_needs_it_and_starts_again_with_its_messages(
    chat: Chat, clock: FakeClock
) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    message = await say(chat, alice, harbour, "hello")

    await clock.advance(IDLE_SECONDS)
    assert f"room {harbour.id}" not in chat.supervisor.names()

    again = await say(chat, alice, harbour, "hello again")

    assert await chat.messages.list_page(alice.id, harbour.id) == [message, again]


async def test_a_room_that_somebody_has_open_goes_on(chat: Chat, clock: FakeClock) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)
    chat.registry.get(harbour.id)
    chat.presence.join(alice.id, harbour.id, "tab")

    await clock.advance(IDLE_SECONDS)

    assert f"room {harbour.id}" in chat.supervisor.names()


async def test_a_room_that_does_not_exist_has_no_server(chat: Chat) -> None:
    with pytest.raises(NotFound):
        chat.registry.get(RoomId(9_999))
