"""The token bucket."""

from livechat.services.rate_limits.token_bucket import RateLimiter
from tests.fakes import FakeClock

ALICE, BOB = 1, 2


def limiter(clock: FakeClock, **options: object) -> RateLimiter:
    return RateLimiter(clock, burst=10, rate_per_second=1.0, **options)


def test_a_burst_passes_and_the_next_one_waits() -> None:
    limits = limiter(FakeClock())

    verdicts = [limits.take(ALICE) for _ in range(11)]

    assert [verdict.ok for verdict in verdicts] == [True] * 10 + [False]
    assert verdicts[-1].retry_after_ms == 1_000


async def test_trying_again_after_the_told_wait_works() -> None:
    clock = FakeClock()
    limits = limiter(clock)
    for _ in range(10):
        limits.take(ALICE)
    wait_ms = limits.take(ALICE).retry_after_ms

    await clock.advance(wait_ms / 1_000 - 0.01)
    assert not limits.take(ALICE).ok
    await clock.advance(0.01)
    assert limits.take(ALICE).ok


async def test_the_bucket_fills_up_to_the_burst_and_no_further() -> None:
    clock = FakeClock()
    limits = limiter(clock)
    for _ in range(10):
        limits.take(ALICE)

    await clock.advance(3_600)

    assert [limits.take(ALICE).ok for _ in range(11)].count(True) == 10


def test_people_have_buckets_of_their_own() -> None:
    limits = limiter(FakeClock())
    for _ in range(11):
        limits.take(ALICE)

    assert limits.take(BOB).ok


def test_switched_off_it_lets_everything_pass() -> None:
    limits = limiter(FakeClock(), enabled=False)

    assert all(limits.take(ALICE).ok for _ in range(1_000))


async def test_buckets_that_are_full_again_are_forgotten() -> None:
    clock = FakeClock()
    limits = limiter(clock)
    for person in range(10_000):
        limits.take(person)

    await clock.advance(60)
    limits.take("one more")

    assert len(limits) == 1
