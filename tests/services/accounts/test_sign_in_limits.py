import pytest

from livechat.chat import Chat
from livechat.config import Settings
from livechat.errors import ChatError, Invalid, RateLimited
from livechat.services.accounts.request_source import RequestSource
from tests.fakes import FakeClock
from tests.people import PASSWORD

EMAIL = "alice@example.org"


async def outcome(
    chat: Chat, source: RequestSource, password: str = "wrong", email: str = EMAIL
) -> type[ChatError] | None:
    try:
        await chat.accounts.sign_in(email, password, source=source)
    except ChatError as error:
        return type(error)
    return None


@pytest.fixture
async def alice(chat: Chat) -> RequestSource:
    """Where Alice has registered and signed in."""
    home = RequestSource("192.0.2.1", "alice's own browser")
    await chat.accounts.register(EMAIL, "Alice", PASSWORD, source=home)
    await chat.accounts.sign_in(EMAIL, PASSWORD, source=home)
    return home


async def test_of_a_thousand_tries_from_one_address_ten_are_heard_while_the_owner_gets_in(
    chat: Chat, alice: RequestSource
) -> None:
    mallory = RequestSource("198.51.100.66", "another browser")

    heard = [await outcome(chat, mallory) for _ in range(1_000)]

    assert heard.count(Invalid) == 10
    assert heard.count(RateLimited) == 990
    assert await outcome(chat, alice, PASSWORD) is None


async def test_fifty_addresses_together_guess_ten_times_while_the_owner_gets_in(
    chat: Chat, alice: RequestSource
) -> None:
    heard = [await outcome(chat, RequestSource(f"198.51.100.{number}")) for number in range(50)]

    assert heard.count(Invalid) == 10
    assert await outcome(chat, alice, PASSWORD) is None


async def test_the_owners_address_lets_in_a_new_device_of_the_owner(chat: Chat, alice: RequestSource) -> None:
    for number in range(50):
        await outcome(chat, RequestSource(f"198.51.100.{number}"))
    assert await outcome(chat, RequestSource(alice.address, "a new phone"), PASSWORD) is None


async def test_a_guesser_behind_the_owners_address_does_not_lock_out_the_owners_browser(
    chat: Chat, alice: RequestSource
) -> None:
    heard = [await outcome(chat, RequestSource(alice.address, "mallory's browser")) for _ in range(30)]

    assert heard.count(Invalid) == 10
    assert await outcome(chat, alice, PASSWORD) is None


async def test_the_owners_browser_is_limited_too(chat: Chat, alice: RequestSource) -> None:
    heard = [await outcome(chat, alice) for _ in range(12)]
    assert heard == [Invalid] * 10 + [RateLimited] * 2


async def test_unknown_emails_are_limited_like_known_ones(chat: Chat) -> None:
    heard = [
        await outcome(chat, RequestSource(f"198.51.100.{number}"), email="nobody@example.org") for number in range(12)
    ]
    assert heard == [Invalid] * 10 + [RateLimited] * 2


async def test_one_network_of_ipv6_counts_as_one_address(chat: Chat) -> None:
    heard = [
        await outcome(chat, RequestSource(f"2001:db8::{number:x}"), email=f"{number}@example.org")
        for number in range(12)
    ]
    assert heard.count(RateLimited) == 2


async def test_signing_in_correctly_uses_up_nothing(chat: Chat, alice: RequestSource) -> None:
    assert [await outcome(chat, alice, PASSWORD) for _ in range(15)] == [None] * 15


async def test_tries_are_heard_again_after_a_minute(chat: Chat, clock: FakeClock, alice: RequestSource) -> None:
    for _ in range(11):
        await outcome(chat, alice)
    await clock.advance(60)
    assert await outcome(chat, alice, PASSWORD) is None


async def test_registering_tells_taken_addresses_only_so_often(chat: Chat) -> None:
    source, heard = RequestSource("198.51.100.1"), []
    await chat.accounts.register(EMAIL, "Alice", PASSWORD)
    for _ in range(25):
        try:
            await chat.accounts.register(EMAIL, "Mallory", PASSWORD, source=source)
        except ChatError as error:
            heard.append(type(error))
    assert heard == [Invalid] * 10 + [RateLimited] * 15


async def test_who_has_heard_of_enough_taken_emails_does_not_learn_which_are_free(chat: Chat) -> None:
    source = RequestSource("198.51.100.1")
    await chat.accounts.register(EMAIL, "Alice", PASSWORD)
    for _ in range(10):
        with pytest.raises(Invalid):
            await chat.accounts.register(EMAIL, "Mallory", PASSWORD, source=source)
    with pytest.raises(RateLimited):
        await chat.accounts.register("free@example.org", "Mallory", PASSWORD, source=source)


async def test_without_limits_everything_is_heard(settings: Settings, clock: FakeClock) -> None:
    settings.limits = "off"
    async with Chat(settings, clock=clock).running() as chat:
        heard = [await outcome(chat, RequestSource("198.51.100.1")) for _ in range(15)]
    assert heard == [Invalid] * 15
