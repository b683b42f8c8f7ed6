"""A sliding window per key: so many acts within any stretch of time, exactly."""

from collections import OrderedDict, deque
from collections.abc import Hashable

from livechat.clock import Clock
from livechat.errors import RateLimited
from livechat.i18n.text import lazy_gettext

MAX_KEYS = 10_000  # the one that acted longest ago is forgotten


class SlidingWindow:
    """At most `limit` acts of each key (an address, an account) within any `seconds`."""

    def __init__(self, clock: Clock, *, limit: int, seconds: float, enabled: bool = True) -> None:
        self._clock = clock
        self._limit = limit
        self._seconds = seconds
        self._enabled = enabled
        self._taken_at: OrderedDict[Hashable, deque[float]] = OrderedDict()

    def take(self, key: Hashable) -> None:
        """Count one act. Raises RateLimited, and counts nothing then."""
        if not self._enabled:
            return
        taken_at = self._recent(key)
        self._require_room_in(taken_at)
        taken_at.append(self._clock.monotonic())
        if len(self._taken_at) > MAX_KEYS:
            self._taken_at.popitem(last=False)

    def require_room(self, key: Hashable) -> None:
        """Count nothing. Raises RateLimited when one more act would be too many."""
        if self._enabled and key in self._taken_at:
            self._require_room_in(self._recent(key))

    def refund(self, key: Hashable) -> None:
        """Uncount the newest act."""
        taken_at = self._taken_at.get(key)
        if taken_at:
            taken_at.pop()

    def __len__(self) -> int:
        """How many keys are kept."""
        return len(self._taken_at)

    def _recent(self, key: Hashable) -> deque[float]:
        now = self._clock.monotonic()
        taken_at = self._taken_at.setdefault(key, deque(maxlen=self._limit))
        self._taken_at.move_to_end(key)
        while taken_at and now - taken_at[0] >= self._seconds:
            taken_at.popleft()
        return taken_at

    def _require_room_in(self, taken_at: deque[float]) -> None:
        if len(taken_at) == self._limit:
            wait_ms = max(1, round((taken_at[0] + self._seconds - self._clock.monotonic()) * 1_000))
            again = lazy_gettext("Too many attempts. Try again in {seconds} s.", seconds=-(-wait_ms // 1_000))
            raise RateLimited(wait_ms, again)
