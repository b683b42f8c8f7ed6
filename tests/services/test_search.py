import pytest

from livechat.chat import Chat
from livechat.errors import Forbidden
from livechat.store import users
from tests.people import person, room, say


async def test_a_person_finds_what_was_said_in_every_room_they_may_read(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    quay, attic = await room(chat, alice, "Quay"), await room(chat, alice, "Attic", is_private=True)
    for place in (quay, attic):
        await say(chat, alice, place, "the ship is in")

    of_alice = await chat.search.everywhere(alice.id, "ship")
    of_bob = await chat.search.everywhere(bob.id, "ship")

    assert {hit.message.room_id for hit in of_alice} == {quay.id, attic.id}
    assert {hit.message.room_id for hit in of_bob} == {quay.id}


async def test_who_leaves_a_private_room_finds_nothing_of_it_any_more(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    attic = await room(chat, alice, "Attic", bob, is_private=True)
    await say(chat, alice, attic, "the ship is in")
    assert len(await chat.search.everywhere(bob.id, "ship")) == 1

    await chat.memberships.leave(bob.id, attic.id)

    assert await chat.search.everywhere(bob.id, "ship") == []


async def test_a_deactivated_account_searches_nothing(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    async with chat.db.write() as tx:
        chat.directory.put_person((await users.update(tx, alice.id, is_active=False)).person)

    with pytest.raises(Forbidden):
        await chat.search.everywhere(alice.id, "ship")


async def test_the_excerpt_is_the_plain_form_around_the_words(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    quay = await room(chat, alice, "Quay")
    await say(chat, alice, quay, "**findme** [x](https://example.org)\n\n- a\n- b")

    (hit,) = await chat.search.everywhere(alice.id, "findme")

    assert hit.excerpt == (("findme", True), (" x • a • b", False))


async def test_of_a_long_message_the_excerpt_is_the_place_that_matches(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    quay = await room(chat, alice, "Quay")
    await say(chat, alice, quay, "before " * 500 + "the needle is here " + "after " * 500)

    (hit,) = await chat.search.in_room(alice.id, quay.id, "needle")

    text = "".join(text for text, _ in hit.excerpt)
    assert "the needle is here" in text
    assert text.startswith("…")
    assert len(text) < 450
