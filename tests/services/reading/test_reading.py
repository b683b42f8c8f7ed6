"""What is unread, for whom, and what becomes of it: on a real bus and a real file."""

from livechat.chat import Chat
from tests.people import person, room, say


async def test_what_others_say_is_unread_until_it_is_read(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    harbour = await room(chat, alice, "Harbour", bob)

    for body in ("one", "two", "three"):
        said = await say(chat, bob, harbour, body)
    assert chat.reading.count(alice.id, harbour.id) == 3
    assert chat.reading.first_unread(alice.id, harbour.id) == 0
    assert chat.reading.count(bob.id, harbour.id) == 0, "who writes has read it"

    chat.reading.read(alice.id, harbour.id, 1)
    assert chat.reading.first_unread(alice.id, harbour.id) == 2
    chat.reading.read(alice.id, harbour.id, 0)
    assert chat.reading.count(alice.id, harbour.id) == 1, "reading never goes back"
    chat.reading.read(alice.id, harbour.id, said.position)

    assert chat.reading.first_unread(alice.id, harbour.id) is None
