"""Who may try to sign in or register just now, so that guessing is slow and no owner is locked out."""

from collections.abc import Hashable

from livechat.clock import Clock
from livechat.config import Settings
from livechat.services.accounts.request_source import Visitor
from livechat.services.rate_limits.sliding_window import Attempts

MOST_TAKEN_AN_HOUR = 10

Keys = tuple[tuple[Attempts, Hashable], ...]


class Doorkeeper:
    """Limits by address and by account; where an account has signed in before, its owner gets through."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        per_minute, limited = settings.sign_in_attempts_per_minute, settings.limited
        self._tries = Attempts(clock, limit=per_minute, seconds=60, enabled=limited)
        self._taken = Attempts(clock, limit=MOST_TAKEN_AN_HOUR, seconds=3_600, enabled=limited)
        self._registrations = Attempts(clock, limit=settings.registrations_per_hour, seconds=3_600, enabled=limited)

    def let_try(self, email: str, visitor: Visitor, known: frozenset[str]) -> Keys:
        """Count one try of a password; `known` are the origins where the account has signed in.

        A browser in which the owner has signed in counts by itself: neither strangers elsewhere nor a guesser
        behind the same address use up its tries. Raises RateLimited.
        """
        if visitor.by_device in known:
            keys: list[Hashable] = [(visitor.by_device, email)]
        elif visitor.by_address in known:
            keys = [visitor.by_address]
        else:
            keys = [visitor.by_address, ("account", email)]
        for key in keys:
            self._tries.take(key)
        return tuple((self._tries, key) for key in keys)

    def was_owner(self, keys: Keys) -> None:
        """The password was right: the try does not count."""
        for attempts, key in keys:
            attempts.give_back(key)

    def let_prove(self, user_id: int) -> Keys:
        """Count one try of the present password by somebody who is signed in. Raises RateLimited."""
        key = ("present password", user_id)
        self._tries.take(key)
        return ((self._tries, key),)

    def let_register(self, visitor: Visitor) -> None:
        """Count one registration. Raises RateLimited, too, for who has heard of too many taken emails."""
        self._taken.check(visitor.by_address)
        self._registrations.take(visitor.by_address)

    def was_taken(self, visitor: Visitor) -> None:
        """The registration tells that an email has an account: so few of these answers that nobody collects them."""
        self._taken.take(visitor.by_address)
