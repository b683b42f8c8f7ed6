"""However a page is pressed, it shows one menu or dialog, and its person pays for each."""

from contextlib import suppress

from nicegui import ui
from nicegui.testing import User

from livechat.chat import Chat
from livechat.components.commands import LOBBY_ELEMENT_ID, ROOM_ELEMENT_ID, MakeRoom, OpenMessageMenu, commanding
from livechat.components.room.menu import RoomMenu
from livechat.errors import RateLimited
from livechat.records import Person
from livechat.services.rate_limits.costs import Cost
from tests.fakes import settle
from tests.pages.elements import press
from tests.people import room, say

TIMES = 20


def size_of(page: User) -> int:
    """How many elements the page holds."""
    assert page.client is not None
    return len(page.client.elements)


def count(page: User, kind: type[ui.dialog] | type[ui.menu]) -> int:
    assert page.client is not None
    return sum(isinstance(element, kind) for element in page.client.elements.values())


def spend(chat: Chat, who: Person) -> None:
    with suppress(RateLimited):
        while True:
            chat.access.charge(Cost.POST, who.id)


async def test_new_room_pressed_again_and_again_makes_one_dialog(page: User) -> None:
    await page.open("/")
    command = str(commanding(MakeRoom())["command"])
    await press(page, LOBBY_ELEMENT_ID, command)
    size = size_of(page)

    for _ in range(TIMES):
        await press(page, LOBBY_ELEMENT_ID, command)

    assert count(page, ui.dialog) == 1
    assert size_of(page) == size


async def test_more_and_the_rooms_menu_pressed_in_turns_make_one_menu(chat: Chat, alice: Person, page: User) -> None:
    harbour = await room(chat, alice)
    message = await say(chat, alice, harbour, "hello")
    await page.open(f"/rooms/{harbour.slug}")
    command = str(commanding(OpenMessageMenu(message.id))["command"])

    for _ in range(TIMES):
        await press(page, ROOM_ELEMENT_ID, command)
        page.find(kind=RoomMenu).click()
        await settle()

    assert page.client is not None
    menus = [element for element in page.client.elements.values() if isinstance(element, ui.menu)]
    assert [menu.value for menu in menus] == [False, True]  # the one before closes in its own time


async def test_who_has_no_tokens_left_is_told_and_nothing_is_built(chat: Chat, alice: Person, page: User) -> None:
    await page.open("/")
    spend(chat, alice)

    await press(page, LOBBY_ELEMENT_ID, str(commanding(MakeRoom())["command"]))

    assert count(page, ui.dialog) == 0
    await page.should_see("That was quick.")


async def test_who_goes_about_too_fast_is_told_on_the_page(chat: Chat, alice: Person, page: User) -> None:
    harbour = await room(chat, alice)
    spend(chat, alice)

    answer = await page.http_client.get(f"/rooms/{harbour.slug}")

    assert answer.status_code == 429
    assert "That was quick." in answer.text
    assert "Room menu" not in answer.text
