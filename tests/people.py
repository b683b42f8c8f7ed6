"""People and what they do, as verbs for tests."""

from itertools import count

from livechat.chat import Chat
from livechat.records import Person, PostedMessage, RoomInfo, Session
from livechat.services.accounts.request_source import RequestSource
from livechat.store import users

PASSWORD = "correct horse battery"

_numbers = count(1)


async def person(chat: Chat, name: str, *, is_admin: bool = False) -> Person:
    """An account, made without the cost of hashing a password."""
    async with chat.db.write() as tx:
        account = await users.insert(
            tx,
            email=f"{name.lower()}-{next(_numbers)}@example.org",
            hashed_password="no password",
            display_name=name,
            is_admin=is_admin,
            inserted_at=chat.clock.now(),
        )
    chat.directory.put_person(account.person)
    return account.person


async def signed_in(chat: Chat, who: Person) -> tuple[str, Session]:
    """At a device that has been used."""
    secret, _ = await chat.accounts.open_session(who.id, source=RequestSource("192.0.2.1", "", "a browser"))
    session = await chat.accounts.sessions.find(secret)
    assert session is not None
    return secret, session


async def room(chat: Chat, maker: Person, name: str = "Harbour", *others: Person, is_private: bool = False) -> RoomInfo:
    """A room with its maker and others in it."""
    made = await chat.rooms.create(maker.id, name=name, is_private=False)
    for other in others:
        await chat.memberships.join(other.id, made.id)
    if is_private:
        made = await chat.rooms.edit(maker.id, made.id, name=name, description="", is_private=True)
    return made


async def say(chat: Chat, author: Person, place: RoomInfo, body: str) -> PostedMessage:
    """Post under an id of its own."""
    return await chat.messages.post(author.id, place.id, body, f"test-{next(_numbers)}")
