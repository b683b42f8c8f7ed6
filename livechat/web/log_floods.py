"""The log cannot be flooded: ten lines of a kind and a source, and from then on one a minute with a count."""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from traceback import walk_tb

from livechat.client_faults import LOGGER
from livechat.clock import Clock

MINUTE_SECONDS = 60.0
LINES_AT_FIRST = 10
SOURCES_PER_KIND = 100  # the rest of them count as one
MAX_KINDS = 300  # there are as many as places in the code that log
EVERYBODY_ELSE = "others"
WATCHED = (LOGGER, "uvicorn.error", "engineio.server", "socketio.server", "asyncio", "nicegui")

Kind = tuple[object, ...]


@dataclass(slots=True)
class Flood:
    """What one source says of one kind."""

    logger: str
    level: int
    example: str
    left: int = LINES_AT_FIRST
    held_back: int = 0


class LogFloods(logging.Filter):
    """A service and the filter that it puts before the loggers that a client can make talk."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._floods: dict[tuple[Kind, str], Flood] = {}
        self._sources: Counter[Kind] = Counter()

    async def run(self) -> None:
        """Watch the loggers, and tell once a minute what was held back."""
        with self._watching():
            while True:
                await self._clock.sleep(MINUTE_SECONDS)
                self.end_minute()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is shown."""
        if hasattr(record, "is_count"):
            return True
        kind, source = _kind_of(record)
        flood = self._flood(kind, source, record)
        if flood.left:
            flood.left -= 1
            return True
        flood.held_back += 1
        return False

    def end_minute(self) -> None:
        """Tell of each flood how many lines it would have had; what has ended may talk again."""
        floods, self._floods = self._floods, {}
        for key, flood in floods.items():
            if flood.held_back:
                _tell(flood)
                flood.held_back = 0
                self._floods[key] = flood
        self._sources = Counter(kind for kind, _ in self._floods)

    def _flood(self, kind: Kind, source: str, record: logging.LogRecord) -> Flood:
        key = (kind, source)
        if key not in self._floods and self._sources[kind] >= SOURCES_PER_KIND:
            key = (kind, EVERYBODY_ELSE)
        elif key not in self._floods and len(self._sources) > MAX_KINDS:
            key = (("all other kinds",), EVERYBODY_ELSE)
        if key not in self._floods:
            self._sources[key[0]] += 1
            self._floods[key] = Flood(record.name, record.levelno, record.getMessage().partition("\n")[0])
        return self._floods[key]

    @contextmanager
    def _watching(self) -> Iterator[None]:
        loggers = [logging.getLogger(name) for name in WATCHED]
        for logger in loggers:
            logger.addFilter(self)
        try:
            yield
        finally:
            for logger in loggers:
                logger.removeFilter(self)


def _kind_of(record: logging.LogRecord) -> tuple[Kind, str]:
    """A client's fault says itself; of the rest it is the line that logs, and the line that raised."""
    if (fault := getattr(record, "client_fault", None)) is not None:
        return (fault[0],), fault[1]
    raised: tuple[object, ...] = ()
    if record.exc_info and record.exc_info[0] is not None:
        *_, last = [(frame.f_code.co_filename, line) for frame, line in walk_tb(record.exc_info[2])] or [("", 0)]
        raised = (record.exc_info[0].__qualname__, *last)
    return (record.name, record.pathname, record.lineno, *raised), ""


def _tell(flood: Flood) -> None:
    told = {"is_count": True}
    words = "… and %d more like it in the last minute: %s"
    logging.getLogger(flood.logger).log(flood.level, words, flood.held_back, flood.example, extra=told)
