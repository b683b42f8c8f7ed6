"""HTML is made once: when a message is posted, else when it is first read, and kept."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.addresses.own import own_origins
from livechat.chat import Chat
from livechat.ids import MessageId
from livechat.markup.html import message_html
from livechat.markup.renderer import MessageRenderer
from livechat.records import Person, RoomInfo
from livechat.services.rooms import kept_html
from livechat.services.rooms.kept_html import GATHER_SECONDS, MAX_AT_ONCE, MAX_WAITING, KeptHtml
from livechat.services.rooms.rendering import Rendering
from livechat.store import messages
from tests.eventually import eventually
from tests.fakes import FakeClock
from tests.people import person, room, say
from tests.refusing_database import refusing_database
from tests.settings import settings_in
from tests.store.rows import add_messages

VERSION = MessageRenderer(chosen=own_origins(settings_in(Path())).chosen).version


@pytest.fixture
async def alice(chat: Chat) -> Person:
    return await person(chat, "Alice")


@pytest.fixture
async def harbour(chat: Chat, alice: Person) -> RoomInfo:
    return await room(chat, alice)


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is rendered, in its order."""
    bodies: list[str] = []

    def render(renderer: MessageRenderer, body: str) -> str:
        bodies.append(body)
        return str(message_html(body))

    monkeypatch.setattr(MessageRenderer, "html", render)
    return bodies


async def kept(chat: Chat) -> list[tuple[str | None, int | None]]:
    async with chat.db.read() as tx:
        return [
            (row[0], row[1]) for row in await tx.execute(text("SELECT html, html_version FROM message ORDER BY id"))
        ]


async def written(chat: Chat, clock: FakeClock, count: int) -> None:
    async def all_are() -> bool:
        await clock.advance(GATHER_SECONDS)
        return [version for _, version in await kept(chat)].count(VERSION) == count

    await eventually(all_are)


async def test_a_message_is_kept_as_it_is_shown(
    chat: Chat, alice: Person, harbour: RoomInfo, rendered: list[str]
) -> None:
    message = await say(chat, alice, harbour, "hello **there**")

    assert message.html == message_html("hello **there**")
    assert await kept(chat) == [(message.html, VERSION)]
    assert await chat.messages.list_page(alice.id, harbour.id) == [message]
    assert rendered == ["hello **there**"]  # when it was posted, and not when it was read


async def test_what_was_stored_without_html_is_rendered_once(
    chat: Chat, clock: FakeClock, alice: Person, harbour: RoomInfo, rendered: list[str]
) -> None:
    bodies = [f"**{number}**" for number in range(3)]
    await add_messages(chat.db, harbour, alice, *bodies)

    first = await chat.messages.list_page(alice.id, harbour.id)
    again = await chat.messages.list_page(alice.id, harbour.id)
    await written(chat, clock, 3)
    last = await chat.messages.list_page(alice.id, harbour.id)

    assert [message.html for message in first] == [message_html(body) for body in bodies]
    assert first == again == last
    assert rendered == bodies


async def test_what_an_older_version_made_is_made_anew(
    chat: Chat, clock: FakeClock, alice: Person, harbour: RoomInfo
) -> None:
    message = await say(chat, alice, harbour, "hello")
    async with chat.db.write() as tx:
        await tx.execute(text("UPDATE message SET html = 'old', html_version = 0"))

    assert (await chat.messages.get(alice.id, harbour.id, message.id)).html == message.html
    await written(chat, clock, 1)
    assert await kept(chat) == [(message.html, VERSION)]


async def test_a_change_meanwhile_is_not_overwritten(chat: Chat, alice: Person, harbour: RoomInfo) -> None:
    message = await say(chat, alice, harbour, "hello")
    async with chat.db.write() as tx:
        await messages.keep_html(tx, {message.id: "what was read before the change"}, VERSION)

    assert await kept(chat) == [(message.html, VERSION)]


async def test_what_waits_is_written_together_and_not_all_at_once(
    chat: Chat, clock: FakeClock, alice: Person, harbour: RoomInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []

    async def keep_html(tx: AsyncConnection, batch: Mapping[MessageId, str], version: int) -> None:
        sizes.append(len(batch))
        await messages.keep_html(tx, batch, version)

    monkeypatch.setattr(kept_html, "store", SimpleNamespace(keep_html=keep_html))
    stored = await add_messages(chat.db, harbour, alice, *map(str, range(MAX_AT_ONCE + 1)))
    await chat.kept_html.complete(stored)

    await written(chat, clock, MAX_AT_ONCE + 1)
    assert sizes == [MAX_AT_ONCE, 1]


async def test_what_waits_is_bounded(chat: Chat, clock: FakeClock, alice: Person, harbour: RoomInfo) -> None:
    (stored,) = await add_messages(chat.db, harbour, alice, "hello")
    renderer = MessageRenderer(chosen=own_origins(chat.settings).chosen)
    html = KeptHtml(chat.db, Rendering(renderer), clock, chat.directory)

    await html.complete([replace(stored, id=MessageId(number)) for number in range(2 * MAX_WAITING)])

    assert len(html._waiting) == MAX_WAITING


async def test_a_refusing_database_ends_nothing(
    chat: Chat, clock: FakeClock, alice: Person, harbour: RoomInfo, caplog: pytest.LogCaptureFixture
) -> None:
    stored = await add_messages(chat.db, harbour, alice, "hello")
    async with refusing_database(chat):
        await chat.kept_html.complete(stored)
        await eventually(lambda: _moved_on(chat, clock))
    assert "crashed" not in caplog.text

    await chat.kept_html.complete(stored)
    await written(chat, clock, 1)


async def _moved_on(chat: Chat, clock: FakeClock) -> bool:
    await clock.advance(GATHER_SECONDS)
    return not chat.kept_html._waiting
