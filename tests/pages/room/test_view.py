"""A room's own elements: for members and readers, its menu, and being somewhere."""

import pytest
from nicegui import ui
from nicegui.testing import User
from nicegui.testing.user_interaction import UserInteraction

from livechat.chat import Chat
from livechat.components.room.menu import RoomMenu
from livechat.components.style_rule import StyleRule, highlighted
from livechat.models import Role
from livechat.records import Member, Person, RoomInfo
from tests.eventually import eventually
from tests.fakes import FakeClock, settle
from tests.pages.elements import element, field, press, title_of
from tests.people import person, room, say

FOR_READERS = {"Pinned messages", "Jump to date"}


def items(page: User) -> dict[str, ui.menu_item]:
    """Open the room's menu: what it offers."""
    page.find(kind=RoomMenu).click()
    found = page.find(kind=ui.menu_item).elements
    return {str(getattr(part, "text", "")): item for item in found for part in item.descendants()}


def choose(page: User, item: str) -> None:
    """Open the room's menu and choose."""
    UserInteraction(page, {items(page)[item]}, None).click()


def composers(page: User) -> int:
    assert page.client is not None
    elements = page.client.layout.descendants()
    return sum(found.props.get("aria-label") == "Message" for found in elements)


def rules(page: User) -> list[str]:
    """The rules of the viewer's own, once the screen is there."""
    assert page.client is not None
    shown = [found for found in page.client.layout.descendants() if isinstance(found, StyleRule)]
    return [rule for style in shown for rule in str(style.props["innerHTML"]).split("\n") if rule]


async def bobs_room(chat: Chat, name: str = "Harbour") -> tuple[Person, RoomInfo]:
    bob = await person(chat, "Bob")
    return bob, await room(chat, bob, name)


async def test_a_reader_joins_and_may_write_then(chat: Chat, alice: Person, page: User) -> None:
    _, harbour = await bobs_room(chat)
    await page.open(f"/rooms/{harbour.slug}")
    assert composers(page) == 0

    page.find(kind=ui.button, content="Join").click()
    await eventually(lambda: composers(page) == 1)

    assert chat.directory.member(alice.id, harbour.id) is not None
    assert title_of(page) == "Harbour · livechat"


async def test_who_has_the_room_open_is_present_and_who_goes_elsewhere_is_not(
    chat: Chat, alice: Person, page: User, clock: FakeClock
) -> None:
    harbour, attic = await room(chat, alice, "Harbour"), await room(chat, alice, "Attic")
    await page.open(f"/rooms/{harbour.slug}")
    assert chat.presence.online(harbour.id) == [alice]

    with page.client:  # type: ignore[union-attr]
        ui.navigate.to(f"/rooms/{attic.slug}")
    await eventually(lambda: chat.presence.online(attic.id) == [alice])

    assert chat.presence.online(harbour.id) == []


async def test_the_menu_offers_what_one_may_do(chat: Chat, alice: Person, page: User) -> None:
    own = await room(chat, alice, "Own")
    _, others = await bobs_room(chat)

    await page.open(f"/rooms/{own.slug}")
    assert items(page).keys() == {*FOR_READERS, "Edit room", "Mark all read", "Leave room", "Delete room"}
    await page.open(f"/rooms/{others.slug}")
    assert items(page).keys() == FOR_READERS
    await chat.memberships.join(alice.id, others.id)
    await page.open(f"/rooms/{others.slug}")

    assert items(page).keys() == {*FOR_READERS, "Mark all read", "Leave room"}


async def test_a_room_is_edited_in_its_dialog(chat: Chat, alice: Person, page: User) -> None:
    harbour = await room(chat, alice)
    await page.open(f"/rooms/{harbour.slug}")
    choose(page, "Edit room")
    assert field(page, "Name").value == "Harbour"

    field(page, "Name").value = "Docks"
    page.find("Save").click()
    await eventually(lambda: chat.directory.room(harbour.id).name == "Docks")

    assert chat.directory.room(harbour.id).slug == harbour.slug


async def test_the_last_administrator_cannot_leave_others_alone(chat: Chat, alice: Person, page: User) -> None:
    harbour = await room(chat, alice, "Harbour", await person(chat, "Bob"))
    await page.open(f"/rooms/{harbour.slug}")

    choose(page, "Leave room")

    await page.should_see("You are this room's only administrator: delete the room instead of leaving it.")
    assert chat.directory.member(alice.id, harbour.id) is not None


async def test_who_leaves_is_in_the_lobby(chat: Chat, alice: Person, page: User) -> None:
    _, harbour = await bobs_room(chat)
    await chat.memberships.join(alice.id, harbour.id)
    await page.open(f"/rooms/{harbour.slug}")

    choose(page, "Leave room")
    await eventually(lambda: chat.directory.member(alice.id, harbour.id) is None)

    await page.should_see("New room")


async def test_deleting_asks_for_the_name(chat: Chat, alice: Person, page: User) -> None:
    harbour = await room(chat, alice)
    await page.open(f"/rooms/{harbour.slug}")
    choose(page, "Delete room")

    field(page, "Name").value = "harbour"
    page.find(kind=ui.button, content="Delete room").click()
    await page.should_see("That is not the room's name, so nothing was deleted.")
    field(page, "Name").value = "Harbour"
    page.find(kind=ui.button, content="Delete room").click()

    await eventually(lambda: chat.rooms.list_readable(alice.id) == [])


async def test_what_the_menu_did_not_offer_is_refused_all_the_same(chat: Chat, alice: Person, page: User) -> None:
    _, harbour = await bobs_room(chat)
    member = Member(harbour.id, alice.id, Role.ADMIN, chat.clock.now())
    chat.directory.put_member(member)
    await page.open(f"/rooms/{harbour.slug}")
    choose(page, "Edit room")
    field(page, "Name").value = "Mine"

    chat.directory.drop_member(alice.id, harbour.id)  # while the dialog is open
    page.find("Save").click()

    await page.should_see("Only an administrator of the room may change it.")
    assert chat.directory.room(harbour.id).name == "Harbour"


async def test_a_linked_row_is_marked_by_a_rule(chat: Chat, alice: Person, page: User) -> None:
    harbour = await room(chat, alice)
    message = await say(chat, alice, harbour, "hello")

    await page.open(f"/rooms/{harbour.slug}?m={message.id}")

    await eventually(lambda: rules(page) == [highlighted(message.id)])


async def test_a_link_that_leads_nowhere_leads_to_the_newest(chat: Chat, alice: Person, page: User) -> None:
    harbour = await room(chat, alice)

    for wrong in ("999", "x", "-1", "9" * 30, "²"):
        await page.open(f"/rooms/{harbour.slug}?m={wrong}")
        await eventually(lambda: title_of(page) == "Harbour · livechat")
        assert rules(page) == []


async def test_a_private_room_of_others_is_as_missing_as_no_room(chat: Chat, page: User) -> None:
    bob = await person(chat, "Bob")
    hideout = await chat.rooms.create(bob.id, name="Hideout", is_private=True)

    for path in (f"/rooms/{hideout.slug}", f"/rooms/{hideout.slug}?m=1", "/rooms/no-such-room", "/no-such-page"):
        with pytest.raises(AssertionError, match="Expected status code 200, got 404"):
            await page.open(path)

    assert chat.presence.count(hideout.id) == 0


async def test_who_may_no_longer_read_the_room_is_shown_out_when_they_come_back(
    chat: Chat, alice: Person, page: User
) -> None:
    bob, harbour = await bobs_room(chat)
    await page.open(f"/rooms/{harbour.slug}")
    view_before = element(page, "room")
    await chat.rooms.edit(bob.id, harbour.id, name="Harbour", description="", is_private=True)

    for connect in tuple(page.client.connect_handlers):  # type: ignore[union-attr]
        page.client.safe_invoke(connect)  # type: ignore[union-attr]
    await settle()

    await page.should_see("New room")
    assert view_before.is_deleted


async def test_who_comes_back_sees_what_they_may_do_now(chat: Chat, alice: Person, page: User) -> None:
    bob, harbour = await bobs_room(chat)
    await page.open(f"/rooms/{harbour.slug}")
    assert composers(page) == 0
    await chat.supervisor.stop_child(f"screen of room {harbour.id} in UTC")  # so that nobody is told

    await chat.memberships.join(alice.id, harbour.id)
    await chat.rooms.edit(bob.id, harbour.id, name="Docks", description="", is_private=False)
    for connect in tuple(page.client.connect_handlers):  # type: ignore[union-attr]
        page.client.safe_invoke(connect)  # type: ignore[union-attr]
    await settle()

    assert composers(page) == 1
    assert title_of(page) == "Docks · livechat"


async def test_the_people_beside_the_room_can_be_hidden(chat: Chat, alice: Person, page: User) -> None:
    harbour = await room(chat, alice)
    await page.open(f"/rooms/{harbour.slug}")

    await press(page, "room", "--people")
    assert "people-hidden" in element(page, "room").classes
    await press(page, "room", "--people")

    assert "people-hidden" not in element(page, "room").classes
