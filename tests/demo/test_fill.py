from datetime import timedelta

import pytest

from livechat.chat import Chat
from livechat.config import Settings
from livechat.demo.fill import fill
from livechat.demo.team import DEMO_ROOMS, TEAM
from livechat.demo.transcript import MESSAGES
from livechat.errors import Forbidden
from livechat.ids import MessageId
from livechat.services.directory import Directory
from livechat.store import messages
from tests.fakes import FakeClock
from tests.people import person

PASSWORDS = {someone.first_name: f"password of {someone.first_name}" for someone in TEAM}


async def test_the_team_its_rooms_and_its_talk_are_there(chat: Chat) -> None:
    admin = await fill(chat, chat.clock.now(), PASSWORDS)

    directory = Directory()
    await directory.load(chat.db)
    assert len(list(directory.people)) == len(TEAM)
    assert [room.slug for room in directory.public_rooms] == ["boatyard", "general", "harbour-day", "website"]
    assert len(directory.rooms_of(admin.id)) == len(DEMO_ROOMS)
    async with chat.db.read() as tx:
        positions = [await messages.get_last_position(tx, room.id) for room in directory.rooms_of(admin.id)]
    assert sum(positions) + len(DEMO_ROOMS) == MESSAGES


async def test_the_administrator_signs_in_with_the_password(chat: Chat) -> None:
    admin = await fill(chat, chat.clock.now(), PASSWORDS)
    await chat.directory.load(chat.db)  # as the server does when it starts

    _, session = await chat.accounts.sign_in(admin.email, PASSWORDS["Ines"])

    assert session.user_id == admin.id
    assert (await chat.accounts.own.get(admin.id)).is_admin
    assert await chat.accounts.links.setup_path() is None


async def test_newer_messages_have_greater_ids(chat: Chat) -> None:
    await fill(chat, chat.clock.now(), PASSWORDS)

    async with chat.db.read() as tx:
        found = [message for n in range(1, MESSAGES + 1) if (message := await messages.find(tx, MessageId(n)))]
    assert len(found) == MESSAGES
    assert [message.inserted_at for message in found] == sorted(message.inserted_at for message in found)
    assert chat.clock.now() - found[-1].inserted_at < timedelta(minutes=5)


async def test_all_but_the_last_of_it_is_read(chat: Chat) -> None:
    await fill(chat, chat.clock.now(), PASSWORDS)
    await chat.reading.load()

    directory = Directory()
    await directory.load(chat.db)
    unread = [
        chat.reading.positions(room.id).unread(someone.id)
        for someone in directory.people
        for room in directory.rooms_of(someone.id)
    ]
    assert any(unread)
    assert max(unread) < 20


async def test_a_database_with_people_is_left_as_it_is(settings: Settings, clock: FakeClock) -> None:
    async with Chat(settings, clock=clock).running() as chat:
        await person(chat, "alice")

        with pytest.raises(Forbidden, match="only fills an empty one"):
            await fill(chat, clock.now(), PASSWORDS)

        async with chat.db.read() as tx:
            assert await messages.find(tx, MessageId(1)) is None
