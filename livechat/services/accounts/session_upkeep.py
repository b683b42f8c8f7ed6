"""What time does to sessions: that they are in use is written down, and those that nobody uses end."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from livechat.clock import Clock
from livechat.errors import Unavailable
from livechat.services.accounts.sessions import Sessions

WRITE_USES_EVERY_SECONDS = 10.0
END_EXPIRED_EVERY_SECONDS = 3_600.0

log = logging.getLogger(__name__)


class SessionUpkeep:
    """A part of the service of accounts."""

    def __init__(self, sessions: Sessions, clock: Clock) -> None:
        self._sessions = sessions
        self._clock = clock

    async def run(self) -> None:
        """Look after the sessions for ever; the last uses are written down when the program ends."""
        looked_at = float("-inf")
        while True:
            await self._clock.sleep(WRITE_USES_EVERY_SECONDS)
            with _refusals_logged():
                await self._sessions.write_ends()
                await self._sessions.write_uses()
                if self._clock.monotonic() - looked_at >= END_EXPIRED_EVERY_SECONDS:
                    await self._sessions.end_expired()
                    looked_at = self._clock.monotonic()


@contextmanager
def _refusals_logged() -> Iterator[None]:
    """What cannot be written now is written with the next."""
    try:
        yield
    except Unavailable:
        log.warning("uses of sessions cannot be written down just now")
