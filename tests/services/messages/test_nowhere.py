"""A deleted message's text is nowhere that anybody reads, within the undo and after it."""

import logging

import pytest

from livechat.chat import Chat
from livechat.records import Person, RoomInfo
from livechat.services.messages.erasure import GATHER_SECONDS, UNDO_SECONDS
from livechat.services.rooms.kept_html import GATHER_SECONDS as HTML_GATHER_SECONDS
from tests.eventually import eventually
from tests.fakes import FakeClock
from tests.people import person, room, say
from tests.services.messages.stored import body_of
from tests.store.rows import add_messages, check_index

SECRET = "lighthouse"


@pytest.fixture
async def alice(chat: Chat) -> Person:
    return await person(chat, "Alice")


@pytest.fixture
async def harbour(chat: Chat, alice: Person) -> RoomInfo:
    return await room(chat, alice)


async def everything_read(chat: Chat, who: Person, place: RoomInfo) -> str:
    """All that the verbs tell of a room."""
    found = [
        await chat.messages.list_page(who.id, place.id),
        await chat.search.in_room(who.id, place.id, SECRET),
        await chat.search.everywhere(who.id, SECRET[:4]),
        chat.rooms.list_readable(who.id),
    ]
    return repr(found)


async def test_neither_within_the_undo_nor_after_it_and_everywhere_again_when_it_was_undone(
    chat: Chat, clock: FakeClock, alice: Person, harbour: RoomInfo
) -> None:
    secret = await say(chat, alice, harbour, f"the {SECRET}")
    await chat.messages.post(alice.id, harbour.id, "an answer", "id-1", reply_to_id=secret.id)
    before = await everything_read(chat, alice, harbour)

    await chat.deletion.delete(alice.id, harbour.id, secret.id)
    assert SECRET not in await everything_read(chat, alice, harbour)
    await chat.deletion.undo_delete(alice.id, harbour.id, secret.id)
    assert await everything_read(chat, alice, harbour) == before
    await chat.deletion.delete(alice.id, harbour.id, secret.id)
    await clock.advance(UNDO_SECONDS)
    await clock.advance(GATHER_SECONDS)
    await eventually(lambda: is_erased(chat, secret.id))

    assert SECRET not in await everything_read(chat, alice, harbour)
    await check_index(chat.db)


async def is_erased(chat: Chat, message_id: int) -> bool:
    return await body_of(chat, message_id) == ("", None)  # type: ignore[arg-type]


async def test_sending_it_again_under_its_id_brings_nothing_back(chat: Chat, alice: Person, harbour: RoomInfo) -> None:
    message = await chat.messages.post(alice.id, harbour.id, SECRET, "id-1")
    await chat.deletion.delete(alice.id, harbour.id, message.id)

    again = await chat.messages.post(alice.id, harbour.id, SECRET, "id-1")

    assert again.is_deleted
    assert SECRET not in repr(again)


@pytest.mark.parametrize("seconds", [0.0, UNDO_SECONDS])
async def test_html_that_waits_to_be_written_is_not_written_of_a_message_that_goes_meanwhile(
    chat: Chat, clock: FakeClock, alice: Person, harbour: RoomInfo, seconds: float
) -> None:
    first, second = await add_messages(chat.db, harbour, alice, SECRET, "stays")
    await chat.deletion.delete(alice.id, harbour.id, first.id)
    await clock.advance(seconds)

    await chat.kept_html.complete([first, second])  # as read before it was deleted

    async def is_written() -> bool:
        await clock.advance(HTML_GATHER_SECONDS)
        return (await body_of(chat, second.id))[1] is not None

    await eventually(is_written)
    assert (await body_of(chat, first.id))[1] is None


async def test_the_log_tells_no_text(
    chat: Chat, clock: FakeClock, alice: Person, harbour: RoomInfo, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "livechat")
    root = await person(chat, "Root", is_admin=True)
    message = await say(chat, alice, harbour, SECRET)
    await chat.deletion.delete(root.id, harbour.id, message.id)
    await clock.advance(UNDO_SECONDS)
    await eventually(lambda: is_erased(chat, message.id))

    assert caplog.messages
    assert SECRET not in caplog.text
