"""`kill -9` in the middle of sending."""

import multiprocessing
import random
import sqlite3
from contextlib import closing
from pathlib import Path

from livechat.chat import Chat
from tests.chatter import PEOPLE, Notes, retry_open_ends, run_chatter, settings_of
from tests.eventually import eventually
from tests.people import person, room
from tests.store.rows import check_index

LIVES = 20
LONGEST_LIFE_LINES = 200
PATIENCE_SECONDS = 30.0


async def prepare(folder: Path) -> None:
    async with Chat(settings_of(folder)).running() as chat:
        people = [await person(chat, f"Person {number}") for number in range(PEOPLE)]
        await room(chat, people[0], "Harbour", *people[1:])


async def live_and_be_killed(folder: Path, notes: Notes, life: int, lines: int) -> None:
    """One life, ended while people post, as soon as they have noted so many lines."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.chatter"])
    process = context.Process(target=run_chatter, args=(folder, life))
    process.start()
    await eventually(lambda: notes.lines_since("alive", life) >= lines, seconds=PATIENCE_SECONDS)
    process.kill()
    process.join()


async def test_every_acknowledged_message_is_there_once_after_twenty_kills(tmp_path: Path) -> None:
    await prepare(tmp_path)
    notes, chance = Notes(tmp_path / "notes"), random.Random(20)

    for life in range(LIVES):
        await live_and_be_killed(tmp_path, notes, life, chance.randrange(LONGEST_LIFE_LINES))
    acknowledged_before = notes.acknowledged
    async with Chat(settings_of(tmp_path)).running() as chat:
        await retry_open_ends(chat, notes)
        await check_index(chat.db)

    with closing(sqlite3.connect(tmp_path / "livechat.db")) as database:
        stored = database.execute("SELECT client_message_id, id, position, body FROM message ORDER BY id").fetchall()
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    keys = [key for key, *_ in stored]
    assert len(acknowledged_before) > LIVES
    assert len(keys) == len(set(keys))
    assert {key: message_id for key, message_id, *_ in stored} == notes.acknowledged
    assert notes.acknowledged.items() >= acknowledged_before.items()
    assert [position for _, _, position, _ in stored] == list(range(len(stored)))
    assert all(body == f"text of {key}" for key, _, _, body in stored)
