"""A token bucket per person: a burst, then a steady rate."""

from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from livechat.clock import Clock
from livechat.errors import RateLimited, Unavailable

SWEEP_AT = 10_000  # buckets; full ones say nothing and are dropped


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: float


class TokenBuckets:
    """Counts what each key (a person, an address) does.

    `take` refuses, `reserve` tells how long to wait; what they take should be no more than the burst.
    """

    def __init__(self, clock: Clock, *, burst: int, rate_per_second: float, enabled: bool = True) -> None:
        self._clock = clock
        self._burst = burst
        self._rate = rate_per_second
        self._enabled = enabled
        self._buckets: dict[Hashable, _Bucket] = {}

    def take(self, key: Hashable, tokens: float = 1) -> None:
        """Count an act of so many tokens. Raises RateLimited, and counts nothing then."""
        if not self._enabled or not tokens:
            return
        bucket = self._filled(key)
        if bucket.tokens < tokens:
            raise RateLimited(max(1, round((tokens - bucket.tokens) / self._rate * 1_000)))
        bucket.tokens -= tokens

    def reserve(self, key: Hashable, tokens: float = 1) -> float:
        """Count an act that is not refused; the seconds that it should wait until the bucket would have had them."""
        if not self._enabled:
            return 0.0
        bucket = self._filled(key)
        bucket.tokens -= tokens
        return max(0.0, -bucket.tokens / self._rate)

    def spent(self, key: Hashable) -> float:
        """How many tokens the key's bucket is short of."""
        return self._burst - self._filled(key).tokens if self._enabled else 0.0

    def refund(self, key: Hashable, tokens: float = 1) -> None:
        """Uncount an act that did not take place."""
        if key in self._buckets:
            self._buckets[key].tokens += tokens

    @asynccontextmanager
    async def counted(self, key: Hashable) -> AsyncIterator[None]:
        """Count an act, unless it could not take place. Raises RateLimited."""
        self.take(key)
        try:
            yield
        except Unavailable:
            self.refund(key)
            raise

    def __len__(self) -> int:
        """How many buckets are kept."""
        return len(self._buckets)

    def _filled(self, key: Hashable) -> _Bucket:
        now = self._clock.monotonic()
        bucket = self._buckets.get(key)
        if bucket is None:
            self._sweep(now)
            bucket = self._buckets[key] = _Bucket(self._burst, now)
        # The tiny addend keeps a wait of exactly retry_after_ms from missing by a rounding error.
        gained = (now - bucket.filled_at) * self._rate + 1e-9
        bucket.tokens = min(self._burst, bucket.tokens + gained)
        bucket.filled_at = now
        return bucket

    def _sweep(self, now: float) -> None:
        if len(self._buckets) >= SWEEP_AT:
            seconds_to_fill = self._burst / self._rate
            self._buckets = {
                key: bucket
                for key, bucket in self._buckets.items()
                if bucket.tokens < 0 or now - bucket.filled_at < seconds_to_fill
            }
