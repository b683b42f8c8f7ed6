import pytest

from livechat.chat import Chat
from livechat.errors import Invalid, RateLimited
from livechat.events import SESSIONS, SessionEnded
from livechat.records import Person
from livechat.services.accounts.session_end_reasons import PASSWORD_CHANGED
from tests.people import PASSWORD, person

NEW_PASSWORD = "a brand new secret"


@pytest.fixture
async def alice(chat: Chat) -> Person:
    return (await chat.accounts.register("alice@example.org", "Alice", PASSWORD)).person


async def test_a_new_password_replaces_the_old_one(chat: Chat, alice: Person) -> None:
    await chat.accounts.own.change_password(alice.id, PASSWORD, NEW_PASSWORD)

    await chat.accounts.sign_in("alice@example.org", NEW_PASSWORD)
    with pytest.raises(Invalid):
        await chat.accounts.sign_in("alice@example.org", PASSWORD)


async def test_a_new_password_ends_every_session_and_link(chat: Chat, alice: Person) -> None:
    opened = [await chat.accounts.sign_in("alice@example.org", PASSWORD) for _ in range(2)]
    link = await chat.accounts.administration.make_sign_in_path_by_email("alice@example.org")

    with chat.bus.subscribe(SESSIONS) as ended:
        await chat.accounts.own.change_password(alice.id, PASSWORD, NEW_PASSWORD)

        assert set(ended.waiting()) == {SessionEnded(session.id, alice.id, PASSWORD_CHANGED) for _, session in opened}
    assert [await chat.accounts.sessions.find(secret) for secret, _ in opened] == [None, None]
    assert await chat.accounts.links.signs_in(link.removeprefix("/sign-in/")) is None


async def test_without_the_current_password_nothing_changes(chat: Chat, alice: Person) -> None:
    with pytest.raises(Invalid, match="not your current password"):
        await chat.accounts.own.change_password(alice.id, "a guess of a guest", NEW_PASSWORD)
    with pytest.raises(Invalid, match="not your current password"):
        await chat.accounts.own.change_email(alice.id, "mallory@example.org", "a guess of a guest")
    await chat.accounts.sign_in("alice@example.org", PASSWORD)


async def test_at_an_open_screen_the_password_is_guessed_ten_times_a_minute(chat: Chat, alice: Person) -> None:
    for _ in range(10):
        with pytest.raises(Invalid):
            await chat.accounts.own.change_password(alice.id, "a guess of a guest", NEW_PASSWORD)
    with pytest.raises(RateLimited):
        await chat.accounts.own.change_password(alice.id, PASSWORD, NEW_PASSWORD)


@pytest.mark.parametrize("password", ["short", "x" * 1_025])
async def test_a_new_password_follows_the_rules(chat: Chat, alice: Person, password: str) -> None:
    with pytest.raises(Invalid) as refusal:
        await chat.accounts.own.change_password(alice.id, PASSWORD, password)
    assert refusal.value.field == "new_password"


async def test_one_signs_in_with_the_new_email(chat: Chat, alice: Person) -> None:
    await chat.accounts.own.change_email(alice.id, " Alice@Home.example ", PASSWORD)

    await chat.accounts.sign_in("alice@home.example", PASSWORD)
    with pytest.raises(Invalid):
        await chat.accounts.sign_in("alice@example.org", PASSWORD)


async def test_an_email_of_somebody_else_is_refused(chat: Chat, alice: Person) -> None:
    await chat.accounts.register("bob@example.org", "Bob", PASSWORD)
    with pytest.raises(Invalid, match="Somebody else"):
        await chat.accounts.own.change_email(alice.id, "bob@example.org", PASSWORD)


async def test_a_new_name_is_everybodys_at_once(chat: Chat) -> None:
    alice = await person(chat, "Alice")

    await chat.accounts.own.change_profile(alice.id, display_name="  Alice   Berg ", about="Harbour\r\nmaster\x00")

    assert chat.directory.person(alice.id).display_name == "Alice Berg"
    assert "Harbour" in chat.directory.person(alice.id).about


async def test_about_has_an_end(chat: Chat) -> None:
    alice = await person(chat, "Alice")
    with pytest.raises(Invalid) as refusal:
        await chat.accounts.own.change_profile(alice.id, display_name="Alice", about="x" * 501)
    assert refusal.value.field == "about"
