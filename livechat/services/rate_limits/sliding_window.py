"""How often somebody may try to sign in: exact windows by address and by account."""

from collections import OrderedDict, deque
from collections.abc import Hashable

from livechat.clock import Clock
from livechat.errors import RateLimited

MAX_KEYS = 10_000  # the one that tried longest ago is forgotten


class SlidingWindow:
    """At most `limit` attempts by each key within any `seconds`."""

    def __init__(self, clock: Clock, *, limit: int, seconds: float, enabled: bool = True) -> None:
        self._clock = clock
        self._limit = limit
        self._seconds = seconds
        self._enabled = enabled
        self._tried_at: OrderedDict[Hashable, deque[float]] = OrderedDict()

    def take(self, key: Hashable) -> None:
        """Count one attempt. Raises RateLimited, and counts nothing then."""
        if not self._enabled:
            return
        tried_at = self._recent(key)
        self._require_room(tried_at)
        tried_at.append(self._clock.monotonic())
        if len(self._tried_at) > MAX_KEYS:
            self._tried_at.popitem(last=False)

    def check(self, key: Hashable) -> None:
        """Count nothing. Raises RateLimited when one more would be too many."""
        if self._enabled and key in self._tried_at:
            self._require_room(self._recent(key))

    def give_back(self, key: Hashable) -> None:
        """Take back the newest attempt: it was its owner's."""
        tried_at = self._tried_at.get(key)
        if tried_at:
            tried_at.pop()

    def _recent(self, key: Hashable) -> deque[float]:
        now = self._clock.monotonic()
        tried_at = self._tried_at.setdefault(key, deque(maxlen=self._limit))
        self._tried_at.move_to_end(key)
        while tried_at and now - tried_at[0] >= self._seconds:
            tried_at.popleft()
        return tried_at

    def _require_room(self, tried_at: deque[float]) -> None:
        if len(tried_at) == self._limit:
            wait_ms = max(1, round((tried_at[0] + self._seconds - self._clock.monotonic()) * 1_000))
            raise RateLimited(wait_ms, f"Too many attempts. Try again in {-(-wait_ms // 1_000)} s.")
