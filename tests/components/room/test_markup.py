"""Cards, headers, the sidebar and empty places."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from htpy import fragment

from livechat.components.empty_state import empty_state
from livechat.components.room.card import (
    card_facts,
    card_part_ids,
    card_words,
    more_rooms,
    no_rooms,
    room_card_elements,
)
from livechat.components.room.header import room_counts, room_words
from livechat.components.sidebar import sidebar
from livechat.components.style_rule import highlighted, joined_rooms, own_messages
from livechat.components.times import last_activity
from livechat.ids import MessageId, RoomId, UserId
from livechat.records import Person, RoomInfo
from tests.components.markup import read

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HOSTILE = '"><script>alert(1)</script>'
NAMES = ["harbour", "x" * 80, "غرفة", HOSTILE]
FACTS: Mapping[str, Any] = {"member_count": 12, "online_count": 4}


def room(name: str = "harbour", *, is_private: bool = False, description: str = "Boats") -> RoomInfo:
    return RoomInfo(RoomId(5), name, description, "harbour", UserId(1), is_private, NOW)


@pytest.mark.parametrize("name", NAMES)
def test_a_card_is_named_after_its_room_and_leads_there(name: str) -> None:
    card, words, facts = room_card_elements("k5", room(name), fragment["facts"]).values()

    assert (card["tag"], card["props"]["aria-label"]) == ("article", name)
    assert card["children"] == [*card_part_ids("k5")]
    link = read(words["props"]["innerHTML"]).one("a")
    assert (link.name, link.attributes["href"]) == (name, "/rooms/harbour")
    assert not read(words["props"]["innerHTML"]).all("script")
    assert facts["props"]["innerHTML"] == "facts"


def test_a_card_tells_members_people_online_and_last_activity() -> None:
    facts = read(card_facts(**FACTS, active_at=NOW, now=NOW, zone=UTC))

    assert facts.text == "12 members · 4 online · 12:0012:00 pm"


def test_a_public_room_can_be_joined_from_its_card_and_a_private_one_not() -> None:
    join = read(card_words(room())).one("button")

    assert (join.name, join.attributes["command"]) == ("Join", "--join-5")
    assert not read(card_words(room(is_private=True))).all("button")


@pytest.mark.parametrize(
    ("ago", "text"),
    [
        (timedelta(hours=2), "10:0010:00 am"),
        (timedelta(days=1), "23 November"),
        (timedelta(days=400), "20 October 2025"),
    ],
)
def test_last_activity_is_a_clock_time_or_a_day(ago: timedelta, text: str) -> None:
    assert read(fragment[last_activity(NOW - ago, NOW, UTC)]).text == text


@pytest.mark.parametrize("name", NAMES)
def test_the_header_tells_name_and_counts(name: str) -> None:
    assert read(room_words(room(name))).one("h1").name == name
    assert room_counts(**FACTS) == "12 members · 4 online"


def test_the_sidebar_marks_the_current_room_and_offers_the_account() -> None:
    bar = read(sidebar((room("harbour"),), Person(UserId(1), "Ann", is_admin=True), "/rooms/harbour"))

    (current,) = bar.all("a", aria_current="page")
    assert current.name.startswith("harbour")
    assert bar.one("button", aria_label="Account")
    assert [item.name for item in bar.all(role="menuitem")] == ["Profile", "Administration", "Log out"]


def test_administration_is_offered_to_administrators_only() -> None:
    assert "Administration" not in read(sidebar((), Person(UserId(1), "Ann"), "/")).text


def test_an_empty_place_says_what_to_do() -> None:
    assert read(empty_state("No rooms yet", "Make one.")).text == "No rooms yetMake one."


def test_where_there_are_no_rooms_a_button_makes_the_first() -> None:
    (first,) = read(no_rooms()).all("button", commandfor="lobby", command="--new-room")

    assert first.name == "Make the first room"


def test_who_is_in_no_room_is_told_so_beside_the_page() -> None:
    assert "None yet" in read(sidebar((), Person(UserId(1), "Ann"), "/")).text
    assert "None yet" not in read(sidebar((room("harbour"),), Person(UserId(1), "Ann"), "/")).text


def test_the_sidebar_marks_lobby_and_search() -> None:
    for path, name in (("/", "All rooms"), ("/search", "Search")):
        (current,) = read(sidebar((), Person(UserId(1), "Ann"), path)).all("a", aria_current="page")
        assert current.name == name


def test_style_rules_hold_integers_only() -> None:
    assert "#m7 " in highlighted(MessageId(7))
    assert '[data-author="3"]' in own_messages(UserId(3))
    assert joined_rooms([RoomId(1), RoomId(2)]).count("data-room") == 2
    assert joined_rooms([]) == ""
    with pytest.raises(ValueError, match="invalid literal"):
        highlighted("}</style>")  # type: ignore[arg-type]  # what must not get through


def test_below_the_cards_a_button_shows_more() -> None:
    (more,) = read(more_rooms()).all("button", commandfor="lobby", command="--more-rooms")

    assert more.text == "Show more rooms"
