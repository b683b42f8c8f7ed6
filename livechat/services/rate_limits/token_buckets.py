"""A token bucket per person: a burst, then a steady rate."""

from collections.abc import Hashable
from dataclasses import dataclass

from livechat.clock import Clock
from livechat.errors import RateLimited

SWEEP_AT = 10_000  # buckets; full ones say nothing and are dropped


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: float


class TokenBuckets:
    """Counts what each key (a person, an address) does."""

    def __init__(self, clock: Clock, *, burst: int, rate_per_second: float, enabled: bool = True) -> None:
        self._clock = clock
        self._burst = burst
        self._rate = rate_per_second
        self._enabled = enabled
        self._buckets: dict[Hashable, _Bucket] = {}

    def take(self, key: Hashable) -> None:
        """Count one act. Raises RateLimited, and counts nothing then."""
        if not self._enabled:
            return
        bucket = self._filled(key)
        if bucket.tokens < 1:
            raise RateLimited(max(1, round((1 - bucket.tokens) / self._rate * 1_000)))
        bucket.tokens -= 1

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
            self._buckets = {k: b for k, b in self._buckets.items() if now - b.filled_at < seconds_to_fill}
