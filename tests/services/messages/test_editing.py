"""Authors change what they said; everybody may see what it was."""

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa

from livechat.chat import Chat
from livechat.errors import Forbidden, Invalid, NotFound
from livechat.events import MessageEdited, room_topic
from livechat.ids import MessageId
from livechat.models import Role
from livechat.records import Person, PostedMessage, RoomInfo, SavedEdit
from livechat.store.message_life import edit_drafts
from tests.fakes import FakeClock, settle
from tests.people import person, room, say


@pytest.fixture
async def alice(chat: Chat) -> Person:
    return await person(chat, "Alice")


@pytest.fixture
async def harbour(chat: Chat, alice: Person) -> RoomInfo:
    return await room(chat, alice)


async def stored(chat: Chat, message: PostedMessage) -> PostedMessage:
    return await chat.messages.get(message.author.id, message.room_id, message.id)


async def delete(chat: Chat, message: PostedMessage) -> None:
    """As the database has it when somebody has deleted it."""
    async with chat.db.write() as tx:
        await tx.execute(
            sa.text("UPDATE message SET deleted_at = :at, deleted_by_id = user_id WHERE id = :id"),
            {"at": "2026-01-01 00:00:00", "id": message.id},
        )


async def test_an_edited_message_says_the_new_words_and_when(
    chat: Chat, clock: FakeClock, alice: Person, harbour: RoomInfo
) -> None:
    message = await say(chat, alice, harbour, "see you at *noon*")
    await clock.advance(60)

    edited = await chat.editing.edit(alice.id, harbour.id, message.id, "see you at **two** \n")

    assert (edited.body, edited.edited_at) == ("see you at **two**", clock.now())
    assert "<strong>two</strong>" in edited.html
    assert await stored(chat, message) == edited
    assert (edited.id, edited.position, edited.inserted_at) == (message.id, message.position, message.inserted_at)


async def test_it_is_told_with_all_that_hangs_on_the_message(chat: Chat, alice: Person, harbour: RoomInfo) -> None:
    first = await say(chat, alice, harbour, "who comes?")
    answer = await chat.messages.post(alice.id, harbour.id, "me", "id-1", reply_to_id=first.id)
    with chat.bus.subscribe(room_topic(harbour.id)) as subscription:
        await chat.editing.edit(alice.id, harbour.id, answer.id, "me too")
        events = await anext(aiter(subscription.batches()))

    (event,) = events
    assert isinstance(event, MessageEdited)
    assert event.message == await stored(chat, answer)
    assert event.message.reply_to is not None
    assert event.message.reply_to.body == "who comes?"


async def test_the_versions_are_what_it_said_each_with_its_time_and_the_present_one_last(
    chat: Chat, clock: FakeClock, alice: Person, harbour: RoomInfo
) -> None:
    begun = clock.now()
    message = await say(chat, alice, harbour, "one")
    for text in ("two", "*three*"):
        await clock.advance(60)
        await chat.editing.edit(alice.id, harbour.id, message.id, text)

    versions = await chat.editing.versions(alice.id, harbour.id, message.id)

    assert [version.body for version in versions] == ["one", "two", "*three*"]
    assert [version.written_at for version in versions] == [begun + timedelta(minutes=n) for n in range(3)]


async def test_the_same_words_again_change_nothing(chat: Chat, alice: Person, harbour: RoomInfo) -> None:
    message = await say(chat, alice, harbour, "hello")
    with chat.bus.subscribe(room_topic(harbour.id)) as subscription:
        await chat.editing.edit(alice.id, harbour.id, message.id, "hello\n")
        await say(chat, alice, harbour, "next")
        events = await anext(aiter(subscription.batches()))

    assert not any(isinstance(event, MessageEdited) for event in events)
    assert (await stored(chat, message)).edited_at is None
    assert len(await chat.editing.versions(alice.id, harbour.id, message.id)) == 1


async def test_nobody_edits_anothers_message_not_even_as_an_administrator(
    chat: Chat, alice: Person, harbour: RoomInfo
) -> None:
    bob = await person(chat, "Bob", is_admin=True)
    await chat.memberships.join(bob.id, harbour.id)
    theirs = await say(chat, bob, harbour, "mine")
    member = chat.directory.member(alice.id, harbour.id)
    assert member is not None
    assert member.role is Role.ADMIN

    with pytest.raises(Forbidden):
        await chat.editing.edit(alice.id, harbour.id, theirs.id, "yours")
    with pytest.raises(Forbidden):
        await chat.editing.begin(alice.id, harbour.id, theirs.id)

    assert (await stored(chat, theirs)).body == "mine"


async def test_who_left_the_room_edits_nothing_in_it_and_sees_no_versions(
    chat: Chat, alice: Person, harbour: RoomInfo
) -> None:
    bob = await person(chat, "Bob")
    await chat.memberships.join(bob.id, harbour.id)
    message = await say(chat, bob, harbour, "mine")
    await chat.memberships.leave(bob.id, harbour.id)

    with pytest.raises(Forbidden):
        await chat.editing.edit(bob.id, harbour.id, message.id, "still mine")
    with pytest.raises(Forbidden):
        await chat.editing.versions(bob.id, harbour.id, message.id)


async def test_a_message_is_not_edited_from_another_room(chat: Chat, alice: Person, harbour: RoomInfo) -> None:
    attic = await room(chat, alice, "Attic")
    message = await say(chat, alice, harbour, "here")

    for verb in (chat.editing.begin, chat.editing.versions):
        with pytest.raises(NotFound):
            await verb(alice.id, attic.id, message.id)
    with pytest.raises(NotFound):
        await chat.editing.edit(alice.id, attic.id, message.id, "there")
    with pytest.raises(NotFound):
        await chat.editing.edit(alice.id, harbour.id, MessageId(10_000), "nowhere")


async def test_a_message_that_was_deleted_meanwhile_keeps_silent(chat: Chat, alice: Person, harbour: RoomInfo) -> None:
    message = await say(chat, alice, harbour, "secret")
    await delete(chat, message)

    with pytest.raises(Forbidden, match="deleted"):
        await chat.editing.edit(alice.id, harbour.id, message.id, "not secret")
    with pytest.raises(Forbidden, match="deleted"):
        await chat.editing.versions(alice.id, harbour.id, message.id)


@pytest.mark.parametrize(("body", "sentence"), [(" \n", "Delete the message instead"), ("x" * 10_001, "at most")])
async def test_an_emptied_and_a_too_long_message_are_refused(
    chat: Chat, alice: Person, harbour: RoomInfo, body: str, sentence: str
) -> None:
    message = await say(chat, alice, harbour, "hello")

    with pytest.raises(Invalid, match=sentence):
        await chat.editing.edit(alice.id, harbour.id, message.id, body)

    assert (await stored(chat, message)).body == "hello"


async def test_the_last_message_is_ones_own_newest_that_is_not_deleted(
    chat: Chat, clock: FakeClock, alice: Person, harbour: RoomInfo
) -> None:
    bob = await person(chat, "Bob")
    await chat.memberships.join(bob.id, harbour.id)
    assert await chat.editing.begin_last(bob.id, harbour.id) is None
    own, deleted = await say(chat, alice, harbour, "mine"), await say(chat, alice, harbour, "gone")
    for number in range(60):
        await clock.advance(1)
        await say(chat, bob, harbour, f"theirs {number}")
    await delete(chat, deleted)

    assert await chat.editing.begin_last(alice.id, harbour.id) == own


async def test_search_finds_the_new_words_and_not_the_old(chat: Chat, alice: Person, harbour: RoomInfo) -> None:
    message = await say(chat, alice, harbour, "lighthouse")
    await chat.editing.edit(alice.id, harbour.id, message.id, "harbourmaster")

    assert [hit.message.id for hit in await chat.search.everywhere(alice.id, "harbourmaster")] == [message.id]
    assert not await chat.search.everywhere(alice.id, "lighthouse")


# What is being made of a message


async def kept(chat: Chat) -> list[tuple[object, ...]]:
    async with chat.db.read() as tx:
        rows = await tx.execute(sa.text("SELECT user_id, room_id, message_id, body FROM edit_draft"))
        return [tuple(row) for row in rows]


async def test_an_edit_under_way_is_written_down_and_ends_when_it_is_saved(
    chat: Chat, alice: Person, harbour: RoomInfo
) -> None:
    message = await say(chat, alice, harbour, "one")
    state = chat.edit_drafts.follow(alice.id, harbour.id)
    chat.edit_drafts.put(alice.id, harbour.id, SavedEdit(message.id, "on"))
    chat.edit_drafts.put(alice.id, harbour.id, SavedEdit(message.id, ""))
    await chat.drafts.flush()
    assert state.edit == SavedEdit(message.id, "")
    assert await kept(chat) == [(alice.id, harbour.id, message.id, "")]

    chat.edit_drafts.put(alice.id, harbour.id, SavedEdit(message.id, "two\n"))
    await chat.editing.edit(alice.id, harbour.id, message.id, "two\n")

    assert state.edit is None
    await chat.drafts.flush()
    assert await kept(chat) == []


async def test_what_another_tab_has_made_of_it_since_stays(chat: Chat, alice: Person, harbour: RoomInfo) -> None:
    message = await say(chat, alice, harbour, "one")
    chat.edit_drafts.put(alice.id, harbour.id, SavedEdit(message.id, "two and more"))
    await chat.drafts.flush()

    await chat.editing.edit(alice.id, harbour.id, message.id, "two")
    await chat.drafts.flush()

    assert chat.edit_drafts.get(alice.id, harbour.id) == SavedEdit(message.id, "two and more")
    assert await kept(chat) == [(alice.id, harbour.id, message.id, "two and more")]


async def test_an_edit_that_is_left_is_forgotten(chat: Chat, alice: Person, harbour: RoomInfo) -> None:
    message = await say(chat, alice, harbour, "one")
    chat.edit_drafts.put(alice.id, harbour.id, SavedEdit(message.id, "two"))
    await chat.drafts.flush()

    chat.edit_drafts.put(alice.id, harbour.id, None)
    await chat.drafts.flush()

    assert chat.edit_drafts.get(alice.id, harbour.id) is None
    assert await kept(chat) == []


async def test_what_is_made_of_anothers_or_of_a_deleted_message_is_not_written_down(
    chat: Chat, alice: Person, harbour: RoomInfo
) -> None:
    bob = await person(chat, "Bob")
    await chat.memberships.join(bob.id, harbour.id)
    theirs, gone = await say(chat, bob, harbour, "mine"), await say(chat, alice, harbour, "gone")
    await delete(chat, gone)

    for message in (theirs, gone):
        chat.edit_drafts.put(alice.id, harbour.id, SavedEdit(message.id, "yours"))
        await chat.drafts.flush()

    assert await kept(chat) == []


async def test_the_edits_of_a_deleted_room_are_forgotten(chat: Chat, alice: Person, harbour: RoomInfo) -> None:
    message = await say(chat, alice, harbour, "one")
    chat.edit_drafts.put(alice.id, harbour.id, SavedEdit(message.id, "two"))

    await chat.rooms.delete(alice.id, harbour.id, name=harbour.name)

    assert chat.edit_drafts.unsaved == {}


async def test_an_edit_that_is_saved_while_it_waits_to_be_written_down_is_not_there_after_a_restart(
    chat: Chat, alice: Person, harbour: RoomInfo
) -> None:
    message = await say(chat, alice, harbour, "one")
    chat.edit_drafts.put(alice.id, harbour.id, SavedEdit(message.id, "two"))
    async with chat.db.write():
        writing = asyncio.create_task(chat.drafts.flush())
        await settle()
        saving = asyncio.create_task(chat.editing.edit(alice.id, harbour.id, message.id, "two"))
        await settle()
    await asyncio.gather(writing, saving)

    await chat.drafts.flush()

    async with chat.db.read() as tx:
        assert await edit_drafts.list_all(tx) == {}
