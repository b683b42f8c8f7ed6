import pytest

from livechat.errors import ChatError, NotFound, RateLimited, Unavailable
from livechat.services.rate_limits.token_buckets import TokenBuckets
from tests.fakes import FakeClock

ALICE, BOB = 1, 2


@pytest.fixture
def limits(clock: FakeClock) -> TokenBuckets:
    return TokenBuckets(clock, burst=10, rate_per_second=1.0)


def taken(limits: TokenBuckets, key: object, times: int) -> int:
    """How many of so many tries pass."""
    passed = 0
    for _ in range(times):
        try:
            limits.take(key)
        except RateLimited:
            continue
        passed += 1
    return passed


def test_a_burst_passes_and_the_next_one_waits(limits: TokenBuckets) -> None:
    for _ in range(10):
        limits.take(ALICE)
    with pytest.raises(RateLimited) as refusal:
        limits.take(ALICE)
    assert refusal.value.retry_after_ms == 1_000


async def test_trying_again_after_the_told_wait_works(clock: FakeClock, limits: TokenBuckets) -> None:
    taken(limits, ALICE, 10)
    with pytest.raises(RateLimited) as refusal:
        limits.take(ALICE)

    await clock.advance(refusal.value.retry_after_ms / 1_000 - 0.01)
    with pytest.raises(RateLimited):
        limits.take(ALICE)
    await clock.advance(0.01)
    limits.take(ALICE)


async def test_the_bucket_fills_up_to_the_burst_and_no_further(clock: FakeClock, limits: TokenBuckets) -> None:
    taken(limits, ALICE, 10)

    await clock.advance(3_600)

    assert taken(limits, ALICE, 11) == 10


def test_people_have_buckets_of_their_own(limits: TokenBuckets) -> None:
    taken(limits, ALICE, 11)

    limits.take(BOB)


def test_an_act_may_take_several_tokens_at_once(limits: TokenBuckets) -> None:
    limits.take(ALICE, 7.5)

    with pytest.raises(RateLimited) as refusal:
        limits.take(ALICE, 7.5)
    assert refusal.value.retry_after_ms == 5_000
    limits.take(ALICE, 2.5)


async def test_who_reserves_waits_until_the_rate_allows_it(clock: FakeClock, limits: TokenBuckets) -> None:
    assert [limits.reserve(ALICE, 5) for _ in range(3)] == pytest.approx([0, 0, 5])

    await clock.advance(3)

    assert limits.reserve(ALICE, 2) == pytest.approx(4)


async def test_what_is_spent_comes_back_with_time(clock: FakeClock) -> None:
    limits = TokenBuckets(clock, burst=10, rate_per_second=2)
    assert limits.spent("alice") == 0

    limits.reserve("alice", 15)
    assert limits.spent("alice") == pytest.approx(15)
    await clock.advance(3)

    assert limits.spent("alice") == pytest.approx(9)
    assert limits.spent("bob") == 0
    assert TokenBuckets(clock, burst=10, rate_per_second=2, enabled=False).spent("alice") == 0


async def test_what_could_not_take_place_is_not_counted(limits: TokenBuckets) -> None:
    async def fail(error: ChatError) -> None:
        async with limits.counted(ALICE):
            raise error

    for _ in range(20):
        with pytest.raises(Unavailable):
            await fail(Unavailable())
    for _ in range(10):
        with pytest.raises(NotFound):
            await fail(NotFound())
    with pytest.raises(RateLimited):
        await fail(NotFound())


def test_a_refund_fills_the_bucket_no_further_than_the_burst(limits: TokenBuckets) -> None:
    limits.take(ALICE)
    for _ in range(3):
        limits.refund(ALICE)

    assert taken(limits, ALICE, 11) == 10


def test_switched_off_it_lets_everything_pass(clock: FakeClock) -> None:
    off = TokenBuckets(clock, burst=10, rate_per_second=1.0, enabled=False)

    assert taken(off, ALICE, 1_000) == 1_000
    assert off.reserve(ALICE, 1_000) == 0


async def test_buckets_that_are_full_again_are_forgotten(clock: FakeClock, limits: TokenBuckets) -> None:
    for person in range(10_000):
        limits.take(person)

    await clock.advance(60)
    limits.take("one more")

    assert len(limits) == 1
