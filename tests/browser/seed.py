"""What a server has from before the tests: a room with a long talk in it."""

import asyncio
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert

from livechat.chat import Chat
from livechat.models import Message
from tests.people import person, room, say
from tests.settings import settings_in

LONG_TALK = "Long talk"
LONG_TALK_SLUG = "long-talk"
LONG_TALK_MESSAGES = 400
DEEP_TALK_SLUG = "deep-talk"
DEEP_TALK_STEP = timedelta(minutes=3)


async def seed_long_talk(folder: Path) -> None:
    """Two people have said a lot in a public room."""
    async with Chat(settings_in(folder, limits="off")).running() as chat:
        people = [await person(chat, name) for name in ("Old salt", "Young salt")]
        talk = await room(chat, people[0], LONG_TALK, people[1])
        for first in range(0, LONG_TALK_MESSAGES, 100):
            numbers = range(first, first + 100)
            await asyncio.gather(
                *(say(chat, people[number // 3 % 2], talk, f"said before: {number}") for number in numbers)
            )


async def seed_deep_talk(folder: Path, messages: int) -> None:
    """Somebody has said very much in a public room, three minutes apart up to now; its slug is `deep-talk`.

    It was first on its server, so the messages have the ids from 1.
    """
    async with Chat(settings_in(folder, limits="off")).running() as chat:
        author = await person(chat, "Old salt")
        talk = await room(chat, author, "Deep talk")
        begin = chat.clock.now() - DEEP_TALK_STEP * messages
        async with chat.db.write() as tx:
            await tx.execute(
                insert(Message),
                [
                    {
                        "room_id": talk.id,
                        "user_id": author.id,
                        "position": number,
                        "body": f"deep {number}" + "\nand more" * (number % 3),
                        "client_message_id": f"deep-{number}",
                        "inserted_at": begin + DEEP_TALK_STEP * number,
                    }
                    for number in range(messages)
                ],
            )
