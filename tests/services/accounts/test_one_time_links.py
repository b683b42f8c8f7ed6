import pytest

from livechat.chat import Chat
from livechat.errors import Forbidden, Invalid, LinkSpent, NotFound
from livechat.events import user_topic
from livechat.services.accounts.one_time_links import SIGN_IN_LINK_MINUTES
from livechat.store import users
from tests.fakes import FakeClock
from tests.people import PASSWORD, person


async def setup_secret(chat: Chat) -> str:
    path = await chat.accounts.links.setup_path()
    assert path is not None
    return path.removeprefix("/setup/")


async def test_who_registers_through_the_setup_link_is_the_administrator(chat: Chat) -> None:
    secret = await setup_secret(chat)

    alice = await chat.accounts.register("alice@example.org", "Alice", PASSWORD, setup=secret)

    assert alice.is_admin
    assert chat.directory.person(alice.id).is_admin
    assert await chat.accounts.links.setup_path() is None


async def test_a_setup_link_works_once(chat: Chat) -> None:
    secret = await setup_secret(chat)
    await chat.accounts.register("alice@example.org", "Alice", PASSWORD, setup=secret)

    with pytest.raises(Invalid, match="has been used"):
        await chat.accounts.register("bob@example.org", "Bob", PASSWORD, setup=secret)

    async with chat.db.read() as tx:
        assert await users.find_by_email(tx, "bob@example.org") is None


async def test_who_signs_in_with_the_setup_link_is_the_administrator(chat: Chat) -> None:
    secret = await setup_secret(chat)
    alice = await chat.accounts.register("alice@example.org", "Alice", PASSWORD)

    _, session = await chat.accounts.sign_in("alice@example.org", PASSWORD, setup=secret)

    assert session.user_id == alice.id
    assert chat.directory.person(alice.id).is_admin
    assert not await chat.accounts.links.is_setup(secret)


async def test_who_signs_in_with_a_spent_setup_link_gets_no_session_and_no_rights(chat: Chat) -> None:
    secret = await setup_secret(chat)
    await chat.accounts.register("bob@example.org", "Bob", PASSWORD, setup=secret)
    alice = await chat.accounts.register("alice@example.org", "Alice", PASSWORD)

    with pytest.raises(LinkSpent):
        await chat.accounts.sign_in("alice@example.org", PASSWORD, setup=secret)

    assert await chat.accounts.sessions.list_for(alice.id) == []
    assert not (await chat.accounts.own.get(alice.id)).is_admin


async def test_whoever_cannot_sign_in_spends_no_setup_link(chat: Chat) -> None:
    secret = await setup_secret(chat)
    alice = await chat.accounts.register("alice@example.org", "Alice", PASSWORD)
    async with chat.db.write() as tx:
        await users.update(tx, alice.id, is_active=False)

    with pytest.raises(Forbidden):
        await chat.accounts.sign_in("alice@example.org", PASSWORD, setup=secret)

    assert await chat.accounts.links.is_setup(secret)


async def test_a_registration_that_fails_spends_no_setup_link(chat: Chat) -> None:
    secret = await setup_secret(chat)
    await chat.accounts.register("alice@example.org", "Alice", PASSWORD)
    with pytest.raises(Invalid, match="has an account"):
        await chat.accounts.register("alice@example.org", "Alice", PASSWORD, setup=secret)
    assert await chat.accounts.links.is_setup(secret)


async def test_the_first_on_the_network_becomes_nothing_by_it(chat: Chat) -> None:
    await setup_secret(chat)
    mallory = await chat.accounts.register("mallory@example.org", "Mallory", PASSWORD)
    assert not mallory.is_admin


async def test_each_start_replaces_the_setup_link(chat: Chat) -> None:
    first, second = await setup_secret(chat), await setup_secret(chat)
    assert not await chat.accounts.links.is_setup(first)
    assert await chat.accounts.links.is_setup(second)


async def test_a_sign_in_link_sets_a_password_once(chat: Chat) -> None:
    secret = await sign_in_secret(chat)
    alice = await chat.accounts.own.set_password_by_link(secret, "a brand new one")

    assert (await chat.accounts.sign_in("alice@example.org", "a brand new one"))[1].user_id == alice
    with pytest.raises(Invalid, match="has been used"):
        await chat.accounts.own.set_password_by_link(secret, "and another one")


async def test_a_sign_in_link_ends_after_a_quarter_of_an_hour(chat: Chat, clock: FakeClock) -> None:
    secret = await sign_in_secret(chat)
    await clock.advance(SIGN_IN_LINK_MINUTES * 60)
    assert await chat.accounts.links.signs_in(secret) is None
    with pytest.raises(Invalid, match="too old"):
        await chat.accounts.own.set_password_by_link(secret, "a brand new one")


async def test_a_newer_sign_in_link_replaces_the_older(chat: Chat) -> None:
    older = await sign_in_secret(chat)
    newer = (await chat.accounts.administration.make_sign_in_path_by_email("alice@example.org"))[9:]
    assert await chat.accounts.links.signs_in(older) is None
    assert await chat.accounts.links.signs_in(newer) is not None


async def test_one_kind_of_secret_does_not_open_what_another_opens(chat: Chat) -> None:
    link = await sign_in_secret(chat)
    session, _ = await chat.accounts.sign_in("alice@example.org", PASSWORD)

    assert await chat.accounts.sessions.find(link) is None
    assert await chat.accounts.links.signs_in(session) is None
    assert not await chat.accounts.links.is_setup(link)


async def sign_in_secret(chat: Chat) -> str:
    await chat.accounts.register("alice@example.org", "Alice", PASSWORD)
    path = await chat.accounts.administration.make_sign_in_path_by_email("Alice@example.org")
    return path.removeprefix("/sign-in/")


async def test_only_an_administrator_lists_links_and_deactivates(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice"), await person(chat, "Bob")
    administration = chat.accounts.administration
    for verb in (administration.make_sign_in_path, administration.deactivate, administration.reactivate):
        with pytest.raises(Forbidden):
            await verb(alice.id, bob.id)
    with pytest.raises(Forbidden):
        await administration.list_accounts(alice.id)


async def test_an_administrator_who_was_deactivated_is_none(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice", is_admin=True), await person(chat, "Bob", is_admin=True)
    await chat.accounts.administration.deactivate(bob.id, alice.id)
    with pytest.raises(Forbidden):
        await chat.accounts.administration.list_accounts(alice.id)


async def test_a_deactivated_person_is_out_at_once_and_may_come_back(chat: Chat) -> None:
    alice, bob = await person(chat, "Alice", is_admin=True), await person(chat, "Bob")
    secret, _ = await chat.accounts.open_session(bob.id)

    await chat.accounts.administration.deactivate(alice.id, bob.id)
    assert await chat.accounts.sessions.find(secret) is None
    assert not chat.directory.person(bob.id).is_active
    with pytest.raises(Forbidden):
        await chat.accounts.open_session(bob.id)

    await chat.accounts.administration.reactivate(alice.id, bob.id)
    await chat.accounts.open_session(bob.id)


async def test_administrators_do_not_shut_themselves_out(chat: Chat) -> None:
    alice = await person(chat, "Alice", is_admin=True)
    with pytest.raises(Forbidden, match="yourself"):
        await chat.accounts.administration.deactivate(alice.id, alice.id)


async def test_the_shell_names_an_administrator_while_the_server_runs(chat: Chat, clock: FakeClock) -> None:
    alice = await person(chat, "Alice")
    async with chat.db.write() as tx:  # as another process does
        await users.update(tx, alice.id, is_admin=True)

    with chat.bus.subscribe(user_topic(alice.id)) as own:
        await clock.advance(2)
        await anext(aiter(own))

    assert chat.directory.person(alice.id).is_admin


async def test_the_shell_is_told_of_an_email_that_nobody_has(chat: Chat) -> None:
    for verb in (chat.accounts.administration.make_admin, chat.accounts.administration.make_sign_in_path_by_email):
        with pytest.raises(NotFound, match=r"no account with the email nobody@example\.org"):
            await verb("nobody@example.org")
