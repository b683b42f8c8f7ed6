"""Tells the operator in the log which setting to change, once for each cause and hour."""

import logging

from livechat.clock import Clock

log = logging.getLogger(__name__)

PAUSE_SECONDS = 3_600.0
MOST_CAUSES = 10  # of one hint in an hour: strangers must not fill the log with what they make up
MOST_CHARACTERS = 100


class OperatorHints:
    """What was said in the last hour is not said again."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._said: dict[tuple[str, str], float] = {}

    def give(self, hint: str, cause: str) -> None:
        """Log the hint, whose `%s` is the cause: what a stranger sent, told escaped and cut."""
        now = self._clock.monotonic()
        self._said = {said: at for said, at in self._said.items() if now - at < PAUSE_SECONDS}
        known = [about for said, about in self._said if said == hint]
        if cause not in known and len(known) < MOST_CAUSES:
            self._said[hint, cause] = now
            log.warning(hint, ascii(cause[:MOST_CHARACTERS]))
