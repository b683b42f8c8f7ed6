"""Deleting what was said, and taking that back: who may, for how long, and what others are told."""

import asyncio

import pytest

from livechat.chat import Chat
from livechat.errors import Forbidden, NotFound
from livechat.events import MessageDeleted, MessageEvent, MessageRestored, room_topic
from livechat.ids import MessageId
from livechat.models import Role
from livechat.records import Member, Person, RoomInfo
from livechat.services.messages.deletion import BY_ANOTHER, NOT_DELETED, OTHERS, TOO_LATE
from livechat.services.messages.erasure import UNDO_SECONDS
from livechat.services.messages.lookup import DELETED, find_live
from tests.fakes import FakeClock
from tests.people import person, room, say
from tests.services.messages.stored import count_hanging, hang_on


@pytest.fixture
async def alice(chat: Chat) -> Person:
    return await person(chat, "Alice")


@pytest.fixture
async def bob(chat: Chat) -> Person:
    return await person(chat, "Bob")


@pytest.fixture
async def harbour(chat: Chat, alice: Person, bob: Person) -> RoomInfo:
    return await room(chat, alice, "Harbour", bob)


async def test_who_wrote_it_deletes_it_and_everybody_is_told_without_its_text(
    chat: Chat, bob: Person, harbour: RoomInfo
) -> None:
    message = await say(chat, bob, harbour, "a secret")
    await hang_on(chat, message, bob)

    with chat.bus.subscribe(room_topic(harbour.id)) as subscription:
        deleted = await chat.deletion.delete(bob.id, harbour.id, message.id)
        events = subscription.waiting()

    assert events == [MessageDeleted(deleted)]
    assert (deleted.body, deleted.html, deleted.reactions, deleted.is_pinned) == ("", "", (), False)
    assert deleted.edited_at is None
    assert deleted.deletion is not None
    assert (deleted.deletion.by, deleted.deletion.is_final) == (bob.id, False)
    assert await chat.messages.get(bob.id, harbour.id, message.id) == deleted


async def test_who_undoes_it_has_everything_back(chat: Chat, alice: Person, bob: Person, harbour: RoomInfo) -> None:
    original = await say(chat, alice, harbour, "the question")
    answer = await chat.messages.post(bob.id, harbour.id, "the **answer**", "id-1", reply_to_id=original.id)
    await hang_on(chat, answer, alice)
    before = await chat.messages.get(bob.id, harbour.id, answer.id)
    await chat.deletion.delete(bob.id, harbour.id, answer.id)

    with chat.bus.subscribe(room_topic(harbour.id)) as subscription:
        restored = await chat.deletion.undo_delete(bob.id, harbour.id, answer.id)
        events: list[MessageEvent] = subscription.waiting()  # type: ignore[assignment]

    assert events == [MessageRestored(restored)]
    assert restored == before == await chat.messages.get(bob.id, harbour.id, answer.id)
    assert restored.reply_to == original
    assert restored.reactions
    assert restored.is_pinned
    assert restored.edited_at


async def test_what_was_undone_is_not_erased(chat: Chat, clock: FakeClock, bob: Person, harbour: RoomInfo) -> None:
    message = await say(chat, bob, harbour, "kept after all")
    await chat.deletion.delete(bob.id, harbour.id, message.id)
    await clock.advance(UNDO_SECONDS / 2)
    await chat.deletion.undo_delete(bob.id, harbour.id, message.id)

    await clock.advance(3 * UNDO_SECONDS)

    assert (await chat.messages.get(bob.id, harbour.id, message.id)).body == "kept after all"


async def test_a_second_deletion_has_a_time_of_its_own(
    chat: Chat, clock: FakeClock, bob: Person, harbour: RoomInfo
) -> None:
    message = await say(chat, bob, harbour, "to and fro")
    await chat.deletion.delete(bob.id, harbour.id, message.id)
    await clock.advance(UNDO_SECONDS - 1)
    await chat.deletion.undo_delete(bob.id, harbour.id, message.id)
    await chat.deletion.delete(bob.id, harbour.id, message.id)
    await clock.advance(UNDO_SECONDS - 1)

    assert (await chat.deletion.undo_delete(bob.id, harbour.id, message.id)).body == "to and fro"


async def test_undo_ends_at_its_time(chat: Chat, clock: FakeClock, bob: Person, harbour: RoomInfo) -> None:
    message = await say(chat, bob, harbour, "gone")
    await chat.deletion.delete(bob.id, harbour.id, message.id)
    await clock.advance(UNDO_SECONDS)

    with pytest.raises(Forbidden, match=str(TOO_LATE)):
        await chat.deletion.undo_delete(bob.id, harbour.id, message.id)


async def test_undo_is_for_who_deleted_it_and_works_once(
    chat: Chat, alice: Person, bob: Person, harbour: RoomInfo
) -> None:
    message = await say(chat, bob, harbour, "hello")
    with pytest.raises(Forbidden, match=str(NOT_DELETED)):
        await chat.deletion.undo_delete(bob.id, harbour.id, message.id)
    await chat.deletion.delete(alice.id, harbour.id, message.id)

    with pytest.raises(Forbidden, match=str(BY_ANOTHER)):
        await chat.deletion.undo_delete(bob.id, harbour.id, message.id)
    await chat.deletion.undo_delete(alice.id, harbour.id, message.id)
    with pytest.raises(Forbidden, match=str(NOT_DELETED)):
        await chat.deletion.undo_delete(alice.id, harbour.id, message.id)


async def test_who_was_removed_meanwhile_undoes_nothing(chat: Chat, bob: Person, harbour: RoomInfo) -> None:
    message = await say(chat, bob, harbour, "hello")
    await chat.deletion.delete(bob.id, harbour.id, message.id)
    await chat.memberships.leave(bob.id, harbour.id)

    with pytest.raises(Forbidden, match="Join"):
        await chat.deletion.undo_delete(bob.id, harbour.id, message.id)


async def test_a_message_is_deleted_once(chat: Chat, alice: Person, bob: Person, harbour: RoomInfo) -> None:
    message = await say(chat, bob, harbour, "hello")

    tries = await asyncio.gather(
        *(chat.deletion.delete(who.id, harbour.id, message.id) for who in (bob, alice)), return_exceptions=True
    )

    assert [type(outcome).__name__ for outcome in tries] == ["PostedMessage", "Forbidden"]
    assert str(tries[1]) == str(DELETED)


async def test_a_member_deletes_nobody_elses_message(chat: Chat, alice: Person, bob: Person, harbour: RoomInfo) -> None:
    message = await say(chat, alice, harbour, "hers")

    with pytest.raises(Forbidden, match=str(OTHERS)):
        await chat.deletion.delete(bob.id, harbour.id, message.id)

    assert (await chat.messages.get(bob.id, harbour.id, message.id)).body == "hers"


async def test_who_has_left_deletes_not_even_their_own(chat: Chat, bob: Person, harbour: RoomInfo) -> None:
    message = await say(chat, bob, harbour, "his")
    await chat.memberships.leave(bob.id, harbour.id)

    with pytest.raises(Forbidden, match="Join"):
        await chat.deletion.delete(bob.id, harbour.id, message.id)


async def test_the_rooms_administrator_deletes_anybodys(
    chat: Chat, alice: Person, bob: Person, harbour: RoomInfo
) -> None:
    message = await say(chat, bob, harbour, "his")

    deleted = await chat.deletion.delete(alice.id, harbour.id, message.id)

    assert deleted.deletion is not None
    assert deleted.deletion.by == alice.id


async def test_the_servers_administrator_deletes_where_they_may_read_and_it_is_written_down(
    chat: Chat, alice: Person, bob: Person, harbour: RoomInfo, caplog: pytest.LogCaptureFixture
) -> None:
    root = await person(chat, "Root", is_admin=True)
    attic = await room(chat, alice, "Attic", is_private=True)
    in_public, in_private = await say(chat, bob, harbour, "in public"), await say(chat, alice, attic, "in private")

    await chat.deletion.delete(root.id, harbour.id, in_public.id)
    with pytest.raises(NotFound):
        await chat.deletion.delete(root.id, attic.id, in_private.id)

    audit = f"Administrator {root.id} deleted message {in_public.id} of person {bob.id} in room {harbour.id}."
    assert caplog.messages == [audit]


async def test_the_servers_administrator_deletes_in_a_private_room_of_their_own(
    chat: Chat, alice: Person, caplog: pytest.LogCaptureFixture
) -> None:
    root = await person(chat, "Root", is_admin=True)
    attic = await room(chat, alice, "Attic", root, is_private=True)
    message = await say(chat, alice, attic, "in private")

    await chat.deletion.delete(root.id, attic.id, message.id)

    assert "in private" not in caplog.text
    assert len(caplog.messages) == 1


async def test_what_a_rooms_administrator_deletes_is_nobodys_business_elsewhere(
    chat: Chat, alice: Person, bob: Person, harbour: RoomInfo, caplog: pytest.LogCaptureFixture
) -> None:
    await chat.deletion.delete(alice.id, harbour.id, (await say(chat, bob, harbour, "his")).id)
    await chat.deletion.delete(alice.id, harbour.id, (await say(chat, alice, harbour, "hers")).id)

    assert caplog.messages == []


async def test_a_message_of_another_room_is_missing(chat: Chat, alice: Person, bob: Person, harbour: RoomInfo) -> None:
    attic = await room(chat, alice, "Attic", is_private=True)
    message = await say(chat, alice, attic, "up here")

    for place, who in ((harbour, alice), (attic, bob), (harbour, bob)):
        for verb in (chat.deletion.delete, chat.deletion.undo_delete):
            with pytest.raises(NotFound):
                await verb(who.id, place.id, message.id)
    with pytest.raises(NotFound):
        await chat.deletion.delete(alice.id, harbour.id, MessageId(10**17))


async def test_who_is_no_administrator_any_more_at_their_turn_deletes_nothing(
    chat: Chat, alice: Person, bob: Person, harbour: RoomInfo
) -> None:
    message = await say(chat, alice, harbour, "hers")
    chat.directory.put_member(Member(harbour.id, bob.id, Role.ADMIN, chat.clock.now()))

    deleting = asyncio.create_task(chat.deletion.delete(bob.id, harbour.id, message.id))
    await asyncio.sleep(0)
    chat.directory.put_member(Member(harbour.id, bob.id, Role.MEMBER, chat.clock.now()))

    with pytest.raises(Forbidden):
        await deleting


async def test_what_was_deleted_cannot_be_changed(chat: Chat, bob: Person, harbour: RoomInfo) -> None:
    message = await say(chat, bob, harbour, "hello")
    async with chat.db.read() as tx:
        assert await find_live(tx, harbour.id, message.id) == message
    await chat.deletion.delete(bob.id, harbour.id, message.id)

    async with chat.db.read() as tx:
        with pytest.raises(Forbidden, match=str(DELETED)):
            await find_live(tx, harbour.id, message.id)
    assert await count_hanging(chat, message.id) == 0


async def test_what_answers_a_deleted_message_shows_no_text_of_it(chat: Chat, alice: Person, harbour: RoomInfo) -> None:
    question = await say(chat, alice, harbour, "a secret")
    first = await chat.messages.post(alice.id, harbour.id, "first", "id-1", reply_to_id=question.id)
    await chat.deletion.delete(alice.id, harbour.id, question.id)
    second = await chat.messages.post(alice.id, harbour.id, "second", "id-2", reply_to_id=question.id)

    for answer in (await chat.messages.get(alice.id, harbour.id, first.id), second):
        assert answer.reply_to is not None
        assert answer.reply_to.is_deleted
        assert "secret" not in repr(answer)
