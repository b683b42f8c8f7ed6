import asyncio

import pytest

from livechat.chat import Chat
from livechat.errors import Forbidden, Invalid, LinkSpent
from livechat.events import PEOPLE, SESSIONS, PersonUpdated, SessionEnded
from livechat.records import Account
from livechat.services.accounts.passwords import Passwords
from livechat.services.accounts.request_source import RequestSource
from livechat.services.accounts.session_end_reasons import ENDED
from livechat.store import users
from tests.people import PASSWORD


async def register(chat: Chat, name: str = "alice") -> Account:
    return await chat.accounts.register(f"{name}@example.org", name.title(), PASSWORD)


async def test_who_registers_is_known_at_once_and_has_no_rights(chat: Chat) -> None:
    with chat.bus.subscribe(PEOPLE) as people:
        alice = await register(chat)

        assert chat.directory.person(alice.id) == alice.person
        assert people.waiting() == [PersonUpdated(alice.person)]
        assert not alice.is_admin


@pytest.mark.parametrize(
    "email", ["", "alice", "alice@", "@example.org", "alice@example .org", "a\r\nb@example.org", f"{'a' * 250}@b.org"]
)
async def test_what_is_no_email_is_refused(chat: Chat, email: str) -> None:
    with pytest.raises(Invalid, match="not an email") as refusal:
        await chat.accounts.register(email, "Alice", PASSWORD)
    assert refusal.value.field == "email"


async def test_an_address_of_the_own_network_will_do(chat: Chat) -> None:
    alice = await chat.accounts.register("Alice@Office.local", "Alice", PASSWORD)
    assert alice.email == "alice@office.local"


async def test_an_email_is_taken_however_it_is_written(chat: Chat) -> None:
    await register(chat)
    with pytest.raises(Invalid, match="has an account already"):
        await chat.accounts.register("ALICE@example.ORG", "Another", PASSWORD)


async def test_two_who_register_the_same_email_at_once_get_one_account(chat: Chat) -> None:
    outcomes = await asyncio.gather(register(chat), register(chat), return_exceptions=True)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Account", "Invalid"]


@pytest.mark.parametrize("name", ["", "  ", "\u202e\u200b", "a" * 51])
async def test_a_name_has_to_be_seen_and_to_fit(chat: Chat, name: str) -> None:
    with pytest.raises(Invalid) as refusal:
        await chat.accounts.register("alice@example.org", name, PASSWORD)
    assert refusal.value.field == "display_name"


async def test_a_name_cannot_turn_the_text_around_it(chat: Chat) -> None:
    alice = await chat.accounts.register("alice@example.org", " Al\u202eice\r\n\x1b[31m Berg ", PASSWORD)
    assert alice.display_name == "Al ice [31m Berg"


async def test_a_closed_server_registers_nobody(chat: Chat) -> None:
    chat.settings.registration = "invite"
    with pytest.raises(Forbidden, match="by invitation"):
        await register(chat)


async def test_the_right_password_opens_a_session(chat: Chat) -> None:
    alice = await register(chat)

    secret, session = await chat.accounts.sign_in("Alice@Example.org ", PASSWORD)

    assert session.user_id == alice.id
    assert await chat.accounts.sessions.find(secret) == session


@pytest.mark.parametrize(("email", "password"), [("alice@example.org", "wrong"), ("bob@example.org", PASSWORD)])
async def test_a_wrong_password_and_an_unknown_email_say_the_same(chat: Chat, email: str, password: str) -> None:
    await register(chat)
    with pytest.raises(Invalid, match=r"Email or password is wrong\."):
        await chat.accounts.sign_in(email, password)


async def test_signing_out_ends_the_session(chat: Chat) -> None:
    await register(chat)
    secret, _ = await chat.accounts.sign_in("alice@example.org", PASSWORD)

    await chat.accounts.sign_out(secret)

    assert await chat.accounts.sessions.find(secret) is None


async def test_signing_out_with_a_secret_that_opens_nothing_is_no_error(chat: Chat) -> None:
    await chat.accounts.sign_out("nothing")


async def test_signing_out_twice_at_once_is_no_error(chat: Chat) -> None:
    await register(chat)
    secret, _ = await chat.accounts.sign_in("alice@example.org", PASSWORD)

    await asyncio.gather(chat.accounts.sign_out(secret), chat.accounts.sign_out(secret))

    assert await chat.accounts.sessions.find(secret) is None


async def test_a_browser_has_one_session_at_a_time(chat: Chat) -> None:
    alice = await register(chat)
    secret, earlier = await chat.accounts.sign_in("alice@example.org", PASSWORD)

    with chat.bus.subscribe(SESSIONS) as ended:
        _, later = await chat.accounts.open_session(alice.id, source=RequestSource(session_secret=secret))

        assert ended.waiting() == [SessionEnded(earlier.id, alice.id, ENDED)]
    assert await chat.accounts.sessions.list_for(alice.id) == [later]


async def test_a_sign_in_that_fails_leaves_the_browser_its_session(chat: Chat) -> None:
    await register(chat)
    secret, session = await chat.accounts.sign_in("alice@example.org", PASSWORD)
    source = RequestSource(session_secret=secret)

    with pytest.raises(Invalid):
        await chat.accounts.sign_in("alice@example.org", "wrong", source=source)
    with pytest.raises(LinkSpent):
        await chat.accounts.sign_in("alice@example.org", PASSWORD, source=source, setup="spent")

    assert await chat.accounts.sessions.find(secret) == session


async def test_a_deactivated_person_cannot_sign_in(chat: Chat) -> None:
    alice = await register(chat)
    async with chat.db.write() as tx:
        await users.update(tx, alice.id, is_active=False)
    with pytest.raises(Forbidden, match="deactivated"):
        await chat.accounts.sign_in("alice@example.org", PASSWORD)


async def test_a_hash_of_yesterdays_strength_is_renewed_at_sign_in(chat: Chat) -> None:
    alice, weak = await register(chat), Passwords(min_characters=8, memory_kib=1_024, passes=1)
    async with chat.db.write() as tx:
        await users.update(tx, alice.id, hashed_password=await weak.hash(PASSWORD))
    weak.close()

    await chat.accounts.sign_in("alice@example.org", PASSWORD)

    async with chat.db.read() as tx:
        assert "m=19456,t=2,p=1" in await users.get_hashed_password(tx, alice.id)


async def test_a_sign_in_that_a_password_change_overtakes_fails(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    alice = await register(chat)
    renewed = await chat.accounts.passwords.hash("another good one")
    matches, answers = chat.accounts.passwords.matches, []

    async def overtaken(hashed: str | None, password: str) -> bool:
        answers.append(await matches(hashed, password))
        async with chat.db.write() as tx:
            await users.update(tx, alice.id, hashed_password=renewed)
        return answers[-1]

    monkeypatch.setattr(chat.accounts.passwords, "matches", overtaken)
    with pytest.raises(Invalid):
        await chat.accounts.sign_in("alice@example.org", PASSWORD)

    assert answers == [True]


async def test_an_account_keeps_no_password_in_sight(chat: Chat) -> None:
    alice = await register(chat)
    assert "password" not in repr(alice)
    assert "argon2" not in repr(alice)


async def test_a_session_tells_where_it_was_opened(chat: Chat) -> None:
    await register(chat)
    source = RequestSource("192.0.2.7", "a device", "Firefox on Linux")

    _, session = await chat.accounts.sign_in("alice@example.org", PASSWORD, source=source)

    assert (session.address, session.device) == ("192.0.2.7", "Firefox on Linux")
