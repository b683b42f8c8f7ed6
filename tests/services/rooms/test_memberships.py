"""Joining and leaving rooms."""

import pytest

from livechat.chat import Chat
from livechat.errors import Forbidden, NotFound
from tests.people import person, room


async def test_joining_twice_is_joining_once(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice)

    assert await chat.memberships.join(bob.id, harbour.id) == await chat.memberships.join(bob.id, harbour.id)
    assert chat.directory.member_count(harbour.id) == 2


async def test_a_private_room_cannot_be_joined_by_a_stranger(chat: Chat) -> None:
    alice, mallory = await person(chat, "Alice"), await person(chat, "Mallory")
    attic = await room(chat, alice, "Attic", is_private=True)

    with pytest.raises(NotFound):
        await chat.memberships.join(mallory.id, attic.id)


async def test_who_left_is_no_member_and_may_come_back(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)

    await chat.memberships.leave(bob.id, harbour.id)
    assert chat.directory.member(bob.id, harbour.id) is None

    await chat.memberships.join(bob.id, harbour.id)
    assert chat.directory.member(bob.id, harbour.id) is not None


async def test_the_only_administrator_cannot_leave_the_others_alone(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)

    with pytest.raises(Forbidden, match="only administrator"):
        await chat.memberships.leave(alice.id, harbour.id)


@pytest.mark.parametrize(("is_private", "seen_by_others"), [(False, ["Harbour"]), (True, [])])
async def test_the_last_member_may_leave_and_the_room_stays(
    chat: Chat, is_private: bool, seen_by_others: list[str]
) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", is_private=is_private)

    await chat.memberships.leave(alice.id, harbour.id)

    assert chat.directory.member_count(harbour.id) == 0
    for somebody in (alice, bob):
        assert [seen.name for seen in chat.rooms.list_readable(somebody.id)] == seen_by_others
