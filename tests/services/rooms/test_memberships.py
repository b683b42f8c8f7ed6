"""Joining and leaving rooms."""

import asyncio

import pytest

from livechat.chat import Chat
from livechat.errors import Forbidden, NotFound
from livechat.events import room_topic
from livechat.models import Role
from livechat.records import Member
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


async def test_the_last_member_may_leave_a_public_room_and_it_stays(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice)

    await chat.memberships.leave(alice.id, harbour.id)

    assert chat.directory.member_count(harbour.id) == 0
    for somebody in (alice, bob):
        assert chat.rooms.list_readable(somebody.id) == [harbour]


async def test_the_last_member_cannot_leave_a_private_room_that_nobody_could_find_again(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    attic = await room(chat, alice, "Attic", bob, is_private=True)

    await chat.memberships.leave(bob.id, attic.id)
    with pytest.raises(Forbidden, match="delete the room instead"):
        await chat.memberships.leave(alice.id, attic.id)

    assert chat.rooms.list_readable(alice.id) == [attic]


async def test_two_administrators_who_leave_at_once_do_not_leave_the_others_alone(chat: Chat) -> None:
    alice, bob, carol = [await person(chat, name) for name in ("Alice", "Bob", "Carol")]
    harbour = await room(chat, alice, "Harbour", bob, carol)
    chat.directory.put_member(Member(harbour.id, bob.id, Role.ADMIN, chat.clock.now()))

    left, refused = await asyncio.gather(
        *(chat.memberships.leave(somebody.id, harbour.id) for somebody in (alice, bob)), return_exceptions=True
    )

    assert (left, type(refused)) == (None, Forbidden)
    assert chat.directory.is_room_admin(bob.id, harbour.id)


async def test_a_room_that_became_private_meanwhile_cannot_be_joined(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice)
    hide = chat.rooms.edit(alice.id, harbour.id, name="Harbour", description="", is_private=True)

    _, refused = await asyncio.gather(hide, chat.memberships.join(bob.id, harbour.id), return_exceptions=True)

    assert isinstance(refused, NotFound)
    assert chat.directory.member(bob.id, harbour.id) is None


async def test_who_joins_in_two_tabs_at_once_is_told_once(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice)

    with chat.bus.subscribe(room_topic(harbour.id)) as subscription:
        first, second = await asyncio.gather(*(chat.memberships.join(bob.id, harbour.id) for _ in range(2)))

        assert first == second
        assert len(subscription.waiting()) == 1
