"""Which rows look different after something has changed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.chat import Chat
from livechat.ids import MessageId
from livechat.live.room.history.blocks import History
from livechat.live.room.history.loading import BlockLoader
from livechat.live.room.history.rows import RoomRows
from livechat.live.room.history.window import BLOCK_ROWS
from livechat.records import Deletion, Person, PostedMessage, Reaction, RoomInfo
from tests.people import person, room, say


class Slow:
    """A database that takes so long to answer that something happens meanwhile."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self.meanwhile: list[object] = []
        self.reads = 0

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        async with self._chat.db.read() as tx:
            yield tx
        self.reads += 1
        if self.meanwhile:
            self.meanwhile.pop()()  # type: ignore[operator]


@pytest.fixture
async def alice(chat: Chat) -> Person:
    return await person(chat, "Alice")


@pytest.fixture
async def harbour(chat: Chat, alice: Person) -> RoomInfo:
    return await room(chat, alice)


@pytest.fixture
def history(harbour: RoomInfo) -> History:
    return History(harbour.id)


@pytest.fixture
def rows(chat: Chat, harbour: RoomInfo, history: History) -> RoomRows:
    return RoomRows(chat.directory, harbour.id, UTC, history)


@pytest.fixture
async def said(chat: Chat, alice: Person, harbour: RoomInfo, rows: RoomRows) -> list[PostedMessage]:
    """Three messages, which go on from each other."""
    messages = [await say(chat, alice, harbour, f"message {number}") for number in range(3)]
    rows.fill(0, messages, None)
    return messages


def deleted(message: PostedMessage) -> PostedMessage:
    return replace(message, body="", html="", deletion=Deletion(message.author.id, message.inserted_at, is_final=True))


async def test_an_edit_changes_its_row_alone(rows: RoomRows, said: list[PostedMessage], history: History) -> None:
    changed = rows.replace(replace(said[1], body="edited", html="<p>edited</p>"))

    assert changed.keys() == {1}
    assert b"edited" in changed[1]
    assert history.row(1) == changed[1]


async def test_a_row_below_that_goes_on_in_another_way_changes_too(rows: RoomRows, said: list[PostedMessage]) -> None:
    earlier = said[1].inserted_at.replace(year=2020)

    changed = rows.replace(replace(said[1], inserted_at=earlier))

    assert changed.keys() == {1, 2}
    assert b"message-grouped" not in changed[2]


async def test_a_removed_row_keeps_its_place_and_none_of_its_text(
    rows: RoomRows, said: list[PostedMessage], history: History
) -> None:
    changed = rows.replace(deleted(said[1]))

    assert changed.keys() == {1}
    assert b"was deleted" in changed[1]
    assert b"message 1" not in b"".join(history.blocks[0].encoded())
    assert history.last_position == 2


async def test_a_quote_follows_what_it_quotes(rows: RoomRows, said: list[PostedMessage]) -> None:
    rows.add(replace(said[0], id=MessageId(900), position=3, reply_to=said[1]))

    edited = rows.replace(replace(said[1], body="edited", html="<p>other words</p>"))
    gone = rows.replace(deleted(said[1]))

    assert edited.keys() == gone.keys() == {1, 3}
    assert b"other words" in edited[3]
    assert b"deleted message" in gone[3]
    assert b"other words" not in gone[3]


async def test_reactions_stay_over_an_edit_and_are_taken_away_one_by_one(
    rows: RoomRows, said: list[PostedMessage], history: History, alice: Person
) -> None:
    put = rows.react(1, (Reaction("👍", (alice.id,)),))
    edited = rows.replace(replace(said[1], html="<p>edited</p>"))
    taken = rows.react(1, ())

    assert b"Alice" in put[1]
    assert b"\\ud83d\\udc4d" in edited[1] or "👍".encode() in edited[1]
    assert b'-1f44d":null' in taken[1]
    assert history.row(1) == taken[1]


async def test_who_reacted_is_called_as_they_are_called_now(
    chat: Chat, rows: RoomRows, said: list[PostedMessage], harbour: RoomInfo
) -> None:
    bob = await person(chat, "Bob")
    rows.react(1, (Reaction("👍", (bob.id,)),))
    chat.directory.put_person(renamed := replace(bob, display_name="Bobby"))

    assert rows.rename(renamed).keys() == {1}
    assert rows.rename(replace(renamed, about="a sailor")) == {}


async def test_what_is_not_in_memory_changes_nothing(
    rows: RoomRows, said: list[PostedMessage], history: History
) -> None:
    assert rows.replace(replace(said[1], position=7 * BLOCK_ROWS)) == {}
    assert list(history.blocks) == [0]


async def test_a_block_that_changes_while_it_is_read_is_read_again(
    chat: Chat, alice: Person, harbour: RoomInfo, rows: RoomRows, history: History
) -> None:
    message = await say(chat, alice, harbour, "hello")
    database = Slow(chat)
    database.meanwhile += [
        lambda: rows.replace(replace(message, body="edited")),
        lambda: rows.rename(replace(alice, display_name="Alicia")),
    ]

    await BlockLoader(database, harbour.id, history, rows, chat.kept_html).load([0])  # type: ignore[arg-type]

    assert database.reads == 3
    assert history.at(0) is not None


async def test_a_message_that_cannot_be_drawn_is_shown_as_it_was_typed(
    rows: RoomRows, history: History, said: list[PostedMessage], caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever the fault is; here it has no time."""
    broken = [replace(message, body="<b>&", inserted_at=None) for message in said[:2]]  # type: ignore[arg-type]

    rows.fill(0, [*broken, said[2]], None)

    assert [b"&lt;b&gt;&amp;" in (history.row(position) or b"") for position in range(3)] == [True, True, False]
    assert b"Alice" in (history.row(0) or b"")
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "<b>" not in caplog.text


def linking(message: PostedMessage, linked: PostedMessage) -> PostedMessage:
    html = f'<p><a href="/rooms/harbour?m={linked.id}">there</a></p>'
    return replace(message, html=html, linked=(linked,))


async def test_a_row_that_links_to_a_message_follows_it(rows: RoomRows, said: list[PostedMessage]) -> None:
    rows.replace(linking(said[2], said[0]))

    edited = rows.replace(replace(said[0], body="edited", html="<p>said otherwise</p>"))
    assert edited.keys() == {0, 2}
    assert b"said otherwise" in edited[2]
    gone = rows.replace(deleted(said[0]))

    assert b"deleted message" in gone[2]
    assert b"said otherwise" not in gone[2]


async def test_a_row_that_links_to_somebodys_message_calls_them_as_they_are_called_now(
    chat: Chat, rows: RoomRows, said: list[PostedMessage]
) -> None:
    bob = await person(chat, "Bob")
    rows.replace(linking(replace(said[2], author=bob), said[0]))

    changed = rows.rename(replace(said[0].author, display_name="Captain"))

    assert b"Captain" in changed[2]
