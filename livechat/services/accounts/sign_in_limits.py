"""Who may try to sign in or register just now, so that guessing is slow and no owner is locked out."""

from collections.abc import Hashable

from livechat.clock import Clock
from livechat.config import Settings
from livechat.ids import UserId
from livechat.services.accounts.request_source import RequestSource
from livechat.services.rate_limits.sliding_window import SlidingWindow

MAX_TAKEN_EMAILS_PER_HOUR = 10

Keys = tuple[Hashable, ...]


class SignInLimits:
    """Limits by address and by account; where an account has signed in before, its owner gets through."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        per_minute, per_hour = settings.sign_in_attempts_per_minute, settings.registrations_per_hour
        limited = settings.limited
        self._attempts = SlidingWindow(clock, limit=per_minute, seconds=60, enabled=limited)
        self._taken_emails = SlidingWindow(clock, limit=MAX_TAKEN_EMAILS_PER_HOUR, seconds=3_600, enabled=limited)
        self._registrations = SlidingWindow(clock, limit=per_hour, seconds=3_600, enabled=limited)

    def count_attempt(self, email: str, source: RequestSource, known: frozenset[str]) -> Keys:
        """Count one try of a password; `known` are the labels of sources where the account has signed in.

        A browser in which the owner has signed in counts by itself: neither strangers elsewhere nor a guesser
        behind the same address use up its tries. Raises RateLimited.
        """
        keys: Keys
        if source.by_device in known:
            keys = ((source.by_device, email),)
        elif source.by_address in known:
            keys = (source.by_address,)
        else:
            keys = (source.by_address, ("account", email))
        for key in keys:
            self._attempts.take(key)
        return keys

    def count_proof(self, user_id: UserId) -> Keys:
        """Count one try of the current password by somebody who is signed in. Raises RateLimited."""
        key = ("current password", user_id)
        self._attempts.take(key)
        return (key,)

    def forgive(self, keys: Keys) -> None:
        """The password was right: the try does not count."""
        for key in keys:
            self._attempts.refund(key)

    def count_registration(self, source: RequestSource) -> None:
        """Count one registration. Raises RateLimited, too, for who has heard of too many taken emails."""
        self._taken_emails.require_room(source.by_address)
        self._registrations.take(source.by_address)

    def count_taken_email(self, source: RequestSource) -> None:
        """The registration tells that an email has an account: so few of these answers that nobody collects them.

        Raises RateLimited.
        """
        self._taken_emails.take(source.by_address)
