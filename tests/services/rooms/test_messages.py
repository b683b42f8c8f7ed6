"""Posting at the service: what is counted, and that nobody's clicks keep the others' messages waiting."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from livechat.chat import Chat
from livechat.errors import RateLimited, Unavailable
from tests.people import person, room, say
from tests.refusing_database import refusing_database
from tests.settings import settings_in

TRIES = 4  # of the composer, under one id


async def test_a_message_that_could_not_be_stored_costs_nothing_however_often_it_is_tried(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    harbour = await room(chat, alice)

    async with refusing_database(chat):
        for number in range(5):
            for _ in range(TRIES):
                with pytest.raises(Unavailable):
                    await chat.messages.post(alice.id, harbour.id, "hello", f"id-{number}")

    for number in range(chat.settings.message_burst):
        await chat.messages.post(alice.id, harbour.id, "hello", f"id-{number}")
    with pytest.raises(RateLimited):
        await say(chat, alice, harbour, "one too many")


async def test_a_message_is_stored_before_what_a_member_has_queued(tmp_path: Path) -> None:
    async with Chat(settings_in(tmp_path, limits="off")).running() as chat:
        mallory, bob = await person(chat, "Mallory"), await person(chat, "Bob")
        harbour = await room(chat, bob)
        clicks: list[asyncio.Task[Any]]
        clicks = [asyncio.create_task(chat.rooms.create(mallory.id, name=f"Room {n}")) for n in range(40)]
        clicks += [asyncio.create_task(chat.accounts.own.change_avatar(mallory.id, f"/{n}")) for n in range(40)]
        await asyncio.sleep(0)

        for _ in range(3):
            await say(chat, bob, harbour, "hello")
        done = sum(click.done() for click in clicks if not click.done() or click.exception() is None)
        refused = sum(click.done() and isinstance(click.exception(), Unavailable) for click in clicks)
        await asyncio.gather(*clicks, return_exceptions=True)

    assert done <= 10
    assert refused >= 20, "so many of one person wait, and no more"


async def test_a_message_is_stored_before_what_many_members_have_queued(tmp_path: Path) -> None:
    async with Chat(settings_in(tmp_path, limits="off")).running() as chat:
        bob, crowd = await person(chat, "Bob"), [await person(chat, f"Clicker {n}") for n in range(20)]
        harbour = await room(chat, bob)
        clicks = [asyncio.create_task(chat.rooms.create(who.id, name="Room")) for who in crowd for _ in range(3)]
        await asyncio.sleep(0)

        for _ in range(3):
            await say(chat, bob, harbour, "hello")
        done = sum(click.done() for click in clicks)
        await asyncio.gather(*clicks)

    assert done <= 10, "one that is under way, and what is begun between two messages"
