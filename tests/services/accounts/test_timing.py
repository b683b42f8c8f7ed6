import time
from itertools import count
from statistics import median

from livechat.chat import Chat
from livechat.errors import Invalid
from livechat.services.accounts.request_source import RequestSource
from tests.fakes import FakeClock

PASSWORD = "correct horse battery"
PAIRS = 40
ROUNDS = 3  # one quiet round will do: other work on the machine makes differences, it does not hide them
ACCEPTED_SECONDS = 0.002

_addresses = count(1)


async def seconds_until_refused(chat: Chat, email: str) -> float:
    source = RequestSource(f"198.51.{next(_addresses) % 250}.{next(_addresses) % 250}")
    started = time.perf_counter()
    try:
        await chat.accounts.sign_in(email, "not the password", source=source)
    except Invalid:
        return time.perf_counter() - started
    raise AssertionError("the password was not refused")


async def median_difference(chat: Chat, clock: FakeClock) -> float:
    """Between a known and an unknown email, asked in turns."""
    differences = []
    for number in range(PAIRS):
        await clock.advance(10)  # the limit of an account's attempts is no matter here
        known = await seconds_until_refused(chat, "alice@example.org")
        unknown = await seconds_until_refused(chat, f"nobody{number}@example.org")
        differences.append(known - unknown)
    return abs(median(differences))


async def test_the_time_of_a_refusal_does_not_tell_who_has_an_account(chat: Chat, clock: FakeClock) -> None:
    await chat.accounts.register("alice@example.org", "Alice", PASSWORD)

    rounds = [await median_difference(chat, clock) for _ in range(ROUNDS)]

    assert min(rounds) < ACCEPTED_SECONDS, rounds
