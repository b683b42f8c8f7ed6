"""The lobby's own elements: the way to a new room, and joining from a card."""

import logging

import pytest
from nicegui import ui
from nicegui.testing import User

from livechat.chat import Chat
from livechat.components.room.form import RoomForm
from livechat.components.style_rule import joined_rooms
from livechat.pages.lobby import OwnRooms
from livechat.records import Person
from tests.eventually import eventually
from tests.fakes import settle
from tests.pages.elements import field, press, title_of, trigger
from tests.people import person, room


async def test_a_new_room_is_made_in_a_dialog_and_one_lands_in_it(chat: Chat, alice: Person, page: User) -> None:
    await page.open("/")
    page.find("New room").click()

    field(page, "Name").value = "Harbour"
    field(page, "Description").value = "Where the boats are."
    page.find(kind=ui.switch).elements.pop().value = True
    page.find("Create room").click()
    await eventually(lambda: page.back_history[-1].startswith("/rooms/"))

    (made,) = chat.rooms.list_readable(alice.id)
    assert (made.name, made.description, made.is_private) == ("Harbour", "Where the boats are.", True)
    assert page.back_history[-1] == f"/rooms/{made.slug}"


async def test_what_is_wrong_is_said_at_its_field_and_goes_when_it_is_right(
    chat: Chat, alice: Person, page: User
) -> None:
    await page.open("/")
    page.find("New room").click()
    field(page, "Description").value = "x" * 501

    page.find("Create room").click()
    await page.should_see("Give the room a name.")
    field(page, "Name").value = "Harbour"
    page.find("Create room").click()
    await page.should_see("A description has at most 500 characters.")
    await page.should_not_see("Give the room a name.")

    assert chat.rooms.list_readable(alice.id) == []


@pytest.mark.parametrize("told", [7, ["Harbour"], {"name": "Harbour"}, None, True])
async def test_what_is_no_text_in_a_field_is_an_empty_one(
    chat: Chat, alice: Person, page: User, caplog: pytest.LogCaptureFixture, told: object
) -> None:
    await page.open("/")
    page.find("New room").click()
    await trigger(page, field(page, "Name"), "update:value", told)
    await trigger(page, field(page, "Description"), "update:value", told)

    page.find("Create room").click()

    await page.should_see("Give the room a name.")
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_a_dialog_that_is_closed_is_gone(page: User) -> None:
    await page.open("/")
    page.find("New room").click()
    assert page.find(kind=RoomForm).elements

    page.find(kind=RoomForm).trigger("hide")

    await page.should_not_see(kind=RoomForm)


async def test_the_empty_lobbys_button_leads_to_the_first_room(page: User) -> None:
    await page.open("/")

    await press(page, "lobby", "--new-room")

    assert page.find(kind=RoomForm).elements


async def test_join_on_a_card_joins_and_is_hidden_by_a_rule_of_ones_own(chat: Chat, alice: Person, page: User) -> None:
    harbour = await room(chat, await person(chat, "Bob"))
    await page.open("/")
    rule = page.find(kind=OwnRooms).elements.pop()
    assert rule.props["innerHTML"] == ""

    await press(page, "lobby", f"--join-{harbour.id}")

    await eventually(lambda: chat.directory.member(alice.id, harbour.id) is not None)
    await settle()
    assert rule.props["innerHTML"] == joined_rooms([harbour.id])


async def test_more_rooms_are_shown_by_the_button_below(chat: Chat, alice: Person, page: User) -> None:
    await page.open("/")

    await press(page, "lobby", "--more-rooms")  # where there are no more

    await page.should_see("New room")


async def test_what_is_no_join_does_nothing(chat: Chat, alice: Person, page: User) -> None:
    harbour = await room(chat, await person(chat, "Bob"))
    await page.open("/")

    for command in ("--join-", "--join-x", "--leave-1", "", "join", f"--join-{harbour.id}-2"):
        await press(page, "lobby", command)

    assert chat.directory.member(alice.id, harbour.id) is None


async def test_a_room_that_cannot_be_joined_says_so(page: User) -> None:
    await page.open("/")

    await press(page, "lobby", "--join-404")

    await page.should_see("There is nothing here, or it is not for you.")


async def test_the_title_is_the_products(page: User) -> None:
    await page.open("/")

    assert title_of(page) == "livechat"
