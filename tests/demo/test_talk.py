from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from livechat.demo.team import DEMO_ROOMS, TEAM
from livechat.demo.transcript import MESSAGES, REMEMBERED_CHARACTERS, Utterance, talk_until
from livechat.markup.inline.emoji import is_emoji_only

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def talk() -> list[Utterance]:
    return talk_until(NOON)


def test_everybody_speaks_and_only_where_they_are(talk: list[Utterance]) -> None:
    members = {demo_room.key: set(demo_room.members) for demo_room in DEMO_ROOMS}

    assert len(talk) == MESSAGES
    assert all(said.speaker in members[said.room] for said in talk)
    assert {said.speaker for said in talk} == {someone.first_name for someone in TEAM}
    assert min(Counter(said.room for said in talk).values()) >= 100


def test_it_is_said_in_order_over_five_weeks_up_to_now(talk: list[Utterance]) -> None:
    times = [said.at for said in talk]

    assert times == sorted(times)
    assert NOON - timedelta(days=37) < times[0] < NOON - timedelta(days=33)
    assert NOON - timedelta(minutes=5) < times[-1] < NOON


def test_people_talk_on_working_days_mostly_and_sleep_at_night(talk: list[Utterance]) -> None:
    weekend = sum(said.at.weekday() >= 5 for said in talk)
    night = sum(not 7 <= said.at.hour < 23 for said in talk)

    assert 0 < weekend < MESSAGES / 8
    assert night < MESSAGES / 50


def test_at_night_the_newest_is_of_the_evening_before() -> None:
    talk = talk_until(NOON.replace(hour=3))

    assert talk[-1].at.hour == 21
    assert talk[-1].at.day == NOON.day - 1


def test_no_sentence_is_heard_twice_in_a_room(talk: list[Utterance]) -> None:
    sentences = Counter((said.room, said.body) for said in talk if len(said.body) > REMEMBERED_CHARACTERS)

    assert len(sentences) > 500
    assert max(sentences.values()) == 1


def test_nothing_is_left_blank(talk: list[Utterance]) -> None:
    prose = [said.body for said in talk if "```" not in said.body]

    assert not [body for body in prose if set("{}#|") & set(body.replace(" #", ""))]
    assert all(body.strip() == body and body for body in prose)


def test_there_is_something_of_every_kind(talk: list[Utterance]) -> None:
    bodies = [said.body for said in talk]

    assert any("```" in body for body in bodies)
    assert any("\n- " in body for body in bodies)
    assert any("https://" in body for body in bodies)
    assert any("\u0600" <= body[0] <= "\u06ff" for body in bodies)
    assert any(len(body) > 700 for body in bodies)
    assert sum(is_emoji_only(body) for body in bodies) > 40


def test_people_write_several_messages_in_a_row(talk: list[Utterance]) -> None:
    general = [said.speaker for said in talk if said.room == "harbour-day"]

    assert sum(one == next_one for one, next_one in pairwise(general)) > 30


def test_it_is_the_same_talk_each_time(talk: list[Utterance]) -> None:
    assert talk_until(NOON) == talk
