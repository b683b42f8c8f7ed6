import pytest

from livechat.errors import RateLimited
from livechat.services.rate_limits.sliding_window import MAX_KEYS, SlidingWindow
from tests.fakes import FakeClock


@pytest.fixture
def window(clock: FakeClock) -> SlidingWindow:
    return SlidingWindow(clock, limit=3, seconds=60)


async def test_a_window_holds_its_limit_exactly(clock: FakeClock, window: SlidingWindow) -> None:
    for _ in range(3):
        window.take("key")
        await clock.advance(10)
    with pytest.raises(RateLimited) as refusal:
        window.take("key")
    assert refusal.value.retry_after_ms == 30_000

    await clock.advance(30)
    window.take("key")
    with pytest.raises(RateLimited):
        window.take("key")


def test_looking_takes_nothing(window: SlidingWindow) -> None:
    for _ in range(3):
        window.require_room("key")
        window.require_room("key")
        window.take("key")
    with pytest.raises(RateLimited):
        window.require_room("key")


def test_what_is_refunded_can_be_taken_again(window: SlidingWindow) -> None:
    for _ in range(3):
        window.take("key")

    window.refund("key")
    window.refund("another key")

    window.take("key")
    with pytest.raises(RateLimited):
        window.take("key")


def test_many_keys_take_no_more_than_their_room(window: SlidingWindow) -> None:
    for key in range(MAX_KEYS + 500):
        window.take(key)
    assert len(window) == MAX_KEYS


def test_switched_off_it_lets_everything_pass(clock: FakeClock) -> None:
    off = SlidingWindow(clock, limit=1, seconds=60, enabled=False)
    for _ in range(50):
        off.take("key")
        off.require_room("key")
    assert len(off) == 0
