"""When things are said: on working days mostly, in bursts, up to now."""

import random
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from itertools import pairwise

DAYS = 35
QUIET = timedelta(minutes=6)  # between two threads of a room
WEIGHT_OF_WEEKDAY = (1.0, 1.0, 1.0, 1.0, 0.9, 0.3, 0.1)
HOURS = (((8, 0), (12, 30), 0.50), ((13, 15), (18, 15), 0.42), ((19, 30), (22, 0), 0.08))  # from, to, weight
GOING_ON_SECONDS = ((4, 45, 0.9), (60, 240, 0.1))  # the same speaker again
EARLIEST_HOUR, LATEST_HOUR = 8, 22
PAUSES_SECONDS = ((8, 70, 0.66), (90, 360, 0.24), (480, 2_400, 0.10))  # from, to, weight


class Calendar:
    """Hands out moments of the last weeks; `now` carries the time zone that people work in."""

    def __init__(self, now: datetime, chance: random.Random) -> None:
        self._now = now
        self._chance = chance

    def place(self, threads: Sequence[Sequence[str]], newest_ago: timedelta) -> list[list[datetime]]:
        """Moments for a room's threads, given by speakers; threads keep apart, and the last ends `newest_ago`."""
        starts = sorted(self._working_moment() for _ in threads)
        end, placed = self._while_awake(self._now - newest_ago), []
        for index in range(len(threads) - 1, -1, -1):
            offsets = self._offsets(threads[index])
            latest = end - offsets[-1]
            start = latest if index == len(threads) - 1 else min(starts[index], latest)
            placed.append([start + offset for offset in offsets])
            end = start - QUIET
        return placed[::-1]

    def _working_moment(self) -> datetime:
        while True:
            day = self._now.date() - timedelta(days=self._chance.randrange(DAYS))
            if self._chance.random() > WEIGHT_OF_WEEKDAY[day.weekday()]:
                continue
            begin, finish, _ = self._chance.choices(HOURS, [weight for *_, weight in HOURS])[0]
            span = (finish[0] - begin[0]) * 60 + finish[1] - begin[1]
            midnight = datetime.combine(day, time(), self._now.tzinfo)
            moment = midnight + timedelta(hours=begin[0], minutes=begin[1], seconds=self._chance.uniform(0, span * 60))
            if moment < self._now:
                return moment

    def _while_awake(self, moment: datetime) -> datetime:
        if EARLIEST_HOUR <= moment.hour < LATEST_HOUR:
            return moment
        evening = moment - timedelta(days=moment.hour < EARLIEST_HOUR)
        return evening.replace(hour=LATEST_HOUR - 1, minute=40)

    def _offsets(self, speakers: Sequence[str]) -> list[timedelta]:
        offsets = [timedelta()]
        for before, speaker in pairwise(speakers):
            pauses = GOING_ON_SECONDS if before == speaker else PAUSES_SECONDS
            shortest, longest, _ = self._chance.choices(pauses, [weight for *_, weight in pauses])[0]
            offsets.append(offsets[-1] + timedelta(seconds=self._chance.uniform(shortest, longest)))
        return offsets
