"""How people are shown."""

import pytest

from livechat.components.person import MAX_NAMES, avatar, initials, roster, user_badge
from livechat.components.room.header import typing_line
from livechat.ids import UserId
from livechat.records import Person
from tests.components.markup import read

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ann Berg", "AB"),
        ("Cem", "CE"),
        ("ann maria berg", "AB"),
        ("李雷", "李雷"),
        ("(bot) Harbour", "HA"),
        ("x", "X"),
    ],
)
def test_initials_stand_for_a_name(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_picture_is_decoration_beside_the_name() -> None:
    picture = read(avatar(Person(UserId(1), "Ann", avatar_url="/avatars/1"))).one("img")

    assert picture.attributes["alt"] == ""
    assert read(avatar(Person(UserId(1), "Ann"))).one("span").attributes["aria-hidden"] == "true"


@pytest.mark.parametrize("name", ["Ann", "x" * 300, HOSTILE, "مريم"])
def test_a_badge_is_called_as_the_person_is(name: str) -> None:
    badge = read(user_badge(Person(UserId(1), name), is_online=True))

    assert badge.name == name
    assert not badge.all("img")


def test_two_lists_tell_who_is_here() -> None:
    lists = read(roster([Person(UserId(1), "Ann")], [Person(UserId(2), "Ben"), Person(UserId(3), "Cem")]))

    online, offline = lists.one("ul", aria_label="Online"), lists.one("ul", aria_label="Offline")
    assert [item.name for item in online.all("li")] == ["Ann"]
    assert [item.name for item in offline.all("li")] == ["Ben", "Cem"]
    assert online.attributes["role"] == "list"


def test_a_full_room_shows_a_hundred_names_and_the_count_of_the_rest() -> None:
    lists = read(roster([Person(UserId(n), f"Person {n}") for n in range(250)], []))

    assert len(lists.one("ul", aria_label="Online").all("li")) == MAX_NAMES
    assert lists.one("span", class_="roster-rest").text == "and 150 more"


@pytest.mark.parametrize(
    ("names", "line"),
    [
        ([], ""),
        (["Ann"], "Ann is typing…"),
        (["Ann", "Ben"], "Ann and Ben are typing…"),
        (["Ann", "Ben", "Cem"], "3 people are typing…"),
    ],
)
def test_the_typing_line_names_at_most_two(names: list[str], line: str) -> None:
    assert typing_line([Person(UserId(number), name) for number, name in enumerate(names)]) == line
