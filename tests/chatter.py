"""People who post as fast as they can in a process that is killed; what they tried and what was acknowledged is noted.

A note is one `write` to a file that is appended to, so it is there whenever the process ends.
"""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

from livechat.chat import Chat
from livechat.config import Settings
from livechat.ids import RoomId
from livechat.records import Person, RoomInfo
from tests.settings import settings_in

PEOPLE = 4
ROOM = RoomId(1)
SENT_TWICE_EVERY = 5  # as after a timeout


class Notes:
    """Lines `tried ID` and `acknowledged ID MESSAGE`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    def add(self, *words: object) -> None:
        os.write(self._file, f"{' '.join(map(str, words))}\n".encode())

    def lines(self) -> Iterator[list[str]]:
        return (line.split() for line in self._path.read_text().splitlines())

    def lines_since(self, *words: object) -> int:
        """How many lines there are since the one with these words, which may not be there yet: then -1."""
        lines = list(self.lines())
        begun = [str(word) for word in words]
        return len(lines) - 1 - lines.index(begun) if begun in lines else -1

    @property
    def acknowledged(self) -> dict[str, int]:
        """client_message_id → message id."""
        return {line[1]: int(line[2]) for line in self.lines() if line[0] == "acknowledged"}

    @property
    def open_ends(self) -> list[str]:
        """What was tried and never acknowledged."""
        acknowledged = self.acknowledged
        return [line[1] for line in self.lines() if line[0] == "tried" and line[1] not in acknowledged]


def settings_of(folder: Path) -> Settings:
    return settings_in(folder, limits="off")


async def post(chat: Chat, notes: Notes, author: Person, room: RoomInfo, key: str) -> None:
    """Say something under an id, and note that it was acknowledged."""
    message = await chat.messages.post(author.id, room.id, f"text of {key}", key)
    notes.add("acknowledged", key, message.id)


async def retry_open_ends(chat: Chat, notes: Notes) -> None:
    """Send again what nobody has acknowledged."""
    people, room = list(chat.directory.people), chat.directory.room(ROOM)
    for key in notes.open_ends:
        await post(chat, notes, people[int(key.split("-")[0])], room, key)


async def chatter(folder: Path, life: int) -> None:
    """Start, send again what was left open, and post for ever."""
    notes = Notes(folder / "notes")
    async with Chat(settings_of(folder)).running() as chat:
        await retry_open_ends(chat, notes)
        people, room = list(chat.directory.people), chat.directory.room(ROOM)
        notes.add("alive", life)

        async def talk(number: int) -> None:
            count = 0
            while True:
                key = f"{number}-{life}-{count}"
                notes.add("tried", key)
                posts = [
                    post(chat, notes, people[number], room, key) for _ in range(1 + (count % SENT_TWICE_EVERY == 0))
                ]
                await asyncio.gather(*posts)
                count += 1

        await asyncio.gather(*(talk(number) for number in range(PEOPLE)))


def run_chatter(folder: Path, life: int) -> None:
    asyncio.run(chatter(folder, life))
