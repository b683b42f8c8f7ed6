"""Who may try to sign in or register just now, so that guessing is slow and no owner is locked out."""

from collections.abc import Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager

from livechat.clock import Clock
from livechat.config import Settings
from livechat.ids import UserId
from livechat.services.accounts.request_source import RequestSource
from livechat.services.rate_limits.sliding_window import SlidingWindow

MAX_TAKEN_EMAILS_PER_HOUR = 10


class SignInLimits:
    """Limits by address and by account; where an account has signed in before, its owner gets through."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        per_minute, per_hour = settings.sign_in_attempts_per_minute, settings.registrations_per_hour
        limited = settings.limited
        self._attempts = SlidingWindow(clock, limit=per_minute, seconds=60, enabled=limited)
        self._taken_emails = SlidingWindow(clock, limit=MAX_TAKEN_EMAILS_PER_HOUR, seconds=3_600, enabled=limited)
        self._registrations = SlidingWindow(clock, limit=per_hour, seconds=3_600, enabled=limited)

    def attempt(self, email: str, source: RequestSource, known: frozenset[str]) -> AbstractContextManager[None]:
        """Count a try of a password that fails inside; `known` are the labels where the account has signed in.

        A browser in which the owner has signed in counts by itself: neither strangers elsewhere nor a guesser
        behind the same address use up its tries. Raises RateLimited.
        """
        if source.by_device in known:
            return self._counted((source.by_device, email))
        if source.by_address in known:
            return self._counted(source.by_address)
        return self._counted(source.by_address, ("account", email))

    def proof(self, user_id: UserId) -> AbstractContextManager[None]:
        """Count a try of the current password, by somebody who is signed in, that fails inside. Raises RateLimited."""
        return self._counted(("current password", user_id))

    def count_registration(self, source: RequestSource) -> None:
        """Count one registration. Raises RateLimited, too, for who has heard of too many taken emails."""
        self._taken_emails.require_room(source.by_address)
        self._registrations.take(source.by_address)

    def count_taken_email(self, source: RequestSource) -> None:
        """The registration tells that an email has an account: so few of these answers that nobody collects them.

        Raises RateLimited.
        """
        self._taken_emails.take(source.by_address)

    @contextmanager
    def _counted(self, *keys: Hashable) -> Iterator[None]:
        for key in keys:
            self._attempts.take(key)
        yield
        for key in keys:  # the password was right: the try does not count
            self._attempts.refund(key)
