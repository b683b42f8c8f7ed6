"""The buckets of each person, as the settings size them."""

from functools import partial

from livechat.clock import Clock
from livechat.config import Settings
from livechat.services.rate_limits.token_buckets import TokenBuckets

SECONDS_A_MINUTE = 60


class Limits:
    """`actions` pays for verbs, `events` for what pages say; messages and new rooms are limited besides."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        buckets = partial(TokenBuckets, clock, enabled=settings.limited)
        self.actions = buckets(burst=settings.action_burst, rate_per_second=settings.action_rate_per_second)
        self.events = buckets(burst=settings.event_burst, rate_per_second=settings.event_rate_per_second)
        self.messages = buckets(burst=settings.message_burst, rate_per_second=settings.message_rate_per_second)
        self.rooms = buckets(burst=settings.room_burst, rate_per_second=settings.rooms_per_minute / SECONDS_A_MINUTE)
