"""A quote of a message in another room: it follows there, and is shown only where everybody may read it."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest

from livechat.chat import Chat
from livechat.errors import Unavailable
from livechat.events import MessageDeleted, MessageEdited, room_topic
from livechat.ids import MessageId
from livechat.live.room.history import linked
from livechat.live.room.history.blocks import History
from livechat.live.room.history.linked import LinkedRooms
from livechat.live.room.history.rows import RoomRows, Rows
from livechat.live.screens import Screens
from livechat.records import Deletion, Person, PostedMessage, RoomInfo
from livechat.services.pubsub import Subscription
from tests.eventually import eventually
from tests.live.watchers import Watcher
from tests.people import person, room, say


@pytest.fixture
async def alice(chat: Chat) -> Person:
    return await person(chat, "Alice")


@pytest.fixture
async def attic(chat: Chat, alice: Person) -> RoomInfo:
    return await room(chat, alice, "Attic")


@pytest.fixture
async def harbour(chat: Chat, alice: Person) -> RoomInfo:
    return await room(chat, alice, "Harbour")


@pytest.fixture
async def watcher(chat: Chat, screens: Screens, alice: Person, harbour: RoomInfo) -> AsyncIterator[Watcher]:
    watcher = Watcher(chat, screens, alice, harbour)
    await watcher.connect()
    yield watcher
    watcher.leave()


async def link(chat: Chat, author: Person, place: RoomInfo, message: PostedMessage, of: RoomInfo) -> PostedMessage:
    return await say(chat, author, place, f"see http://chat.test/rooms/{of.slug}?m={message.id}")


def shows(watcher: Watcher, text: str) -> bool:
    return any(text in str(row["props"]["innerHTML"]) for row in watcher.rows)


async def test_it_follows_edits_and_deletions(
    chat: Chat, alice: Person, attic: RoomInfo, harbour: RoomInfo, watcher: Watcher
) -> None:
    message = await say(chat, alice, attic, "the keys")
    await link(chat, alice, harbour, message, attic)
    await eventually(lambda: shows(watcher, "the keys"))

    chat.bus.publish(room_topic(attic.id), MessageEdited(replace(message, html="<p>the new keys</p>")))
    await eventually(lambda: shows(watcher, "the new keys"))
    gone = replace(message, body="", html="", deletion=Deletion(alice.id, chat.clock.now(), is_final=False))
    chat.bus.publish(room_topic(attic.id), MessageDeleted(gone))

    await eventually(lambda: shows(watcher, "deleted message"))
    assert not shows(watcher, "the new keys")


async def test_what_changed_before_anybody_listened_is_read_again(
    chat: Chat, alice: Person, attic: RoomInfo, harbour: RoomInfo
) -> None:
    message = await say(chat, alice, attic, "the new keys")
    linking = await link(chat, alice, harbour, message, attic)
    stale = replace(linking, linked=(replace(message, html="<p>the old keys</p>"),))
    told: list[Rows] = []
    rows = RoomRows(chat.directory, harbour.id, UTC, History(harbour.id))
    subscription: Subscription[Any] = chat.bus.subscribe()
    with subscription:
        rooms = LinkedRooms(rows, chat.kept_html, told.append)
        rooms.begin(subscription)
        rows.follow = rooms.follow

        changed = rows.add(stale)
        following = asyncio.create_task(rooms.run())
        await eventually(lambda: bool(told))
    await following

    assert b"the old keys" in changed[0]
    assert b"the new keys" in told[0][0]


async def test_a_room_that_becomes_private_takes_its_quotes_along(
    chat: Chat, alice: Person, attic: RoomInfo, harbour: RoomInfo, watcher: Watcher
) -> None:
    message = await say(chat, alice, attic, "the keys")
    await link(chat, alice, harbour, message, attic)
    await eventually(lambda: shows(watcher, "the keys"))

    await chat.rooms.edit(alice.id, attic.id, name="Attic", description="", is_private=True)

    await eventually(lambda: not shows(watcher, "the keys"))


async def test_a_room_that_is_deleted_does_so_too(
    chat: Chat, alice: Person, attic: RoomInfo, harbour: RoomInfo, watcher: Watcher
) -> None:
    message = await say(chat, alice, attic, "the keys")
    await link(chat, alice, harbour, message, attic)
    await eventually(lambda: shows(watcher, "the keys"))

    await chat.rooms.delete(alice.id, attic.id, name="Attic")

    await eventually(lambda: not shows(watcher, "the keys"))


async def test_a_private_room_is_quoted_in_itself_alone(chat: Chat, alice: Person, harbour: RoomInfo) -> None:
    hideout = await room(chat, alice, "Hideout", is_private=True)
    secret = await say(chat, alice, hideout, "the secret")

    outside = await link(chat, alice, harbour, secret, hideout)
    forged = await link(chat, alice, harbour, secret, harbour)
    inside = await link(chat, alice, hideout, secret, hideout)

    assert outside.linked == forged.linked == ()
    assert [quoted.id for quoted in inside.linked] == [secret.id]


async def test_of_very_many_rooms_no_more_than_some_are_listened_to(
    chat: Chat, alice: Person, attic: RoomInfo, harbour: RoomInfo, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linked, "MAX_ROOMS", 1)
    cellar = await room(chat, alice, "Cellar")
    first, second = await say(chat, alice, attic, "in the attic"), await say(chat, alice, cellar, "in the cellar")

    await link(chat, alice, harbour, first, attic)
    await link(chat, alice, harbour, second, cellar)
    await eventually(lambda: len(watcher.rows) == 2)

    assert shows(watcher, "in the attic")
    assert not shows(watcher, "in the cellar")


async def test_a_message_is_told_also_when_what_it_links_to_cannot_be_read(
    chat: Chat, alice: Person, attic: RoomInfo, harbour: RoomInfo, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = await say(chat, alice, attic, "the keys")

    async def refuse(_: object) -> None:
        raise Unavailable

    monkeypatch.setattr(chat.kept_html, "read", refuse)
    await link(chat, alice, harbour, message, attic)

    await eventually(lambda: shows(watcher, f"?m={message.id}"))
    assert not shows(watcher, "the keys")


async def test_what_cannot_be_read_again_is_not_quoted(
    chat: Chat, alice: Person, attic: RoomInfo, harbour: RoomInfo, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = await say(chat, alice, attic, "the keys")
    read = chat.kept_html.read
    answers = [read]  # of the room's server; the screen's question comes after it

    async def read_once(ids: Iterable[MessageId]) -> dict[MessageId, PostedMessage]:
        if not answers:
            raise Unavailable
        return await answers.pop()(ids)

    monkeypatch.setattr(chat.kept_html, "read", read_once)
    linking = await link(chat, alice, harbour, message, attic)
    assert linking.linked

    await eventually(lambda: shows(watcher, f"?m={message.id}") and not shows(watcher, "the keys"))
    await say(chat, alice, harbour, "and on it goes")
    await eventually(lambda: shows(watcher, "and on it goes"))
