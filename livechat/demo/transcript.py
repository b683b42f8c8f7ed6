"""Five weeks of talk in all rooms: a given number of messages in the order of their times."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from livechat.demo.calendar import Calendar
from livechat.demo.script import Kind, Thread, threads
from livechat.demo.team import DEMO_ROOMS, TEAM, DemoRoom
from livechat.demo.wording import Said, Wording

MESSAGES = 2_000
SEED = 1889
REMEMBERED_CHARACTERS = 40  # nobody says a sentence longer than this twice
NEWEST_AGO = (timedelta(minutes=3), timedelta(minutes=9), timedelta(minutes=24), timedelta(hours=2), timedelta(hours=5))


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something said in a room."""

    room: str  # key
    speaker: str  # first name
    body: str
    at: datetime


def talk_until(now: datetime) -> list[Utterance]:
    """All that was said before `now`, which carries the team's time zone."""
    chance = random.Random(SEED)  # noqa: S311 - the same talk each time
    calendar = Calendar(now, chance)
    said: list[Utterance] = []
    for demo_room, ago in zip(DEMO_ROOMS, NEWEST_AGO, strict=True):
        spoken = RoomTalk(demo_room, chance).spoken(round(MESSAGES * demo_room.share))
        moments_of_threads = calendar.place([[message.speaker for message in thread] for thread in spoken], ago)
        for messages, moments in zip(spoken, moments_of_threads, strict=True):
            said += [Utterance(demo_room.key, m.speaker, m.body, at) for m, at in zip(messages, moments, strict=True)]
    return sorted(said, key=lambda utterance: utterance.at)


class RoomTalk:
    """One room's threads, in their order and without their times."""

    def __init__(self, demo_room: DemoRoom, chance: random.Random) -> None:
        written = threads(demo_room.key)
        self._varied = [thread for thread in written if thread.kind in (Kind.VARIED, Kind.NOTE)]
        self._notes = [thread for thread in written if thread.kind == Kind.NOTE]
        self._once = [thread for thread in written if thread.kind == Kind.ONCE]
        self._newest = [thread for thread in written if thread.kind == Kind.NEWEST]
        self._wording = Wording(demo_room, TEAM, chance)
        self._chance = chance
        self._remembered: set[str] = set()

    def spoken(self, count: int) -> list[list[Said]]:
        """As many messages, by thread: the varied ones, with what is said once spread over them."""
        once = [self._wording.speak(thread) for thread in self._once]
        newest = [self._wording.speak(thread) for thread in self._newest]
        varied = self._vary(count - sum(len(said) for said in once + newest))
        step = max(1, len(varied) // len(once))
        for index, said in enumerate(once):
            varied.insert(index * (step + 1), said)
        return varied + newest

    def _vary(self, count: int) -> list[list[Said]]:
        spoken: list[list[Said]] = []
        deck: list[Thread] = []
        while count > 0:
            deck = deck or self._chance.sample(self._varied, len(self._varied))
            thread = deck.pop()
            said = self._wording.speak(thread if len(thread.lines) < count else self._chance.choice(self._notes))
            if len(said) <= count and self._is_new(said):
                spoken.append(said)
                count -= len(said)
        return spoken

    def _is_new(self, said: list[Said]) -> bool:
        sentences = {message.body for message in said if len(message.body) > REMEMBERED_CHARACTERS}
        if sentences & self._remembered:
            return False
        self._remembered |= sentences
        return True
