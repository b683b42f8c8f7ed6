"""What a server has from before the tests: a room with a long talk in it."""

import asyncio
from pathlib import Path

from livechat.chat import Chat
from tests.people import person, room, say
from tests.settings import settings_in

LONG_TALK = "Long talk"
LONG_TALK_SLUG = "long-talk"
LONG_TALK_MESSAGES = 400


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
