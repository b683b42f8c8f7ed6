"""Every word of the pages in the frame comes out of the catalogue, or from people."""

import pytest
from nicegui import ui
from nicegui.testing import User
from nicegui.testing.user_interaction import UserInteraction

from livechat.chat import Chat
from livechat.components.commands import BrowseEmoji, ExplainWriting, OpenMessageMenu, PickReaction, commanding
from livechat.components.emoji.picker import EmojiPicker
from livechat.components.emoji.quick_row import QuickRow
from livechat.components.room.menu import RoomMenu
from livechat.components.search.pane import SearchPane
from livechat.emoji.names import all_without_tones, words_of
from livechat.errors import Trouble
from livechat.internals.clients.open_clients import open_clients
from livechat.records import Person, RoomInfo
from tests.eventually import eventually
from tests.fakes import settle
from tests.pages.elements import field, menu_item, press, trigger
from tests.people import person, room, say
from tests.pseudo_language import bypassing, words_of_page

pytestmark = pytest.mark.usefixtures("pseudo_language")

TYPED = ("Alice", "Bob", "Harbour", "Attic")
TIDE = "the tide turns at noon"


@pytest.fixture
async def harbour(chat: Chat, alice: Person) -> RoomInfo:
    """Alice's room, and a room of Bob's that she can read."""
    await room(chat, await person(chat, "Bob"), "Attic")
    return await room(chat, alice, "Harbour")


def assert_all_comes_from_the_catalogue(page: User, *typed: str) -> None:
    assert page.client is not None
    words = words_of_page(page.client)
    assert "⟦" in words
    assert not bypassing(words, *TYPED, *typed)


def choose(page: User, label: str) -> None:
    """Open the room's menu and choose."""
    page.find(kind=RoomMenu).click()
    choose_here(page, label)


def choose_here(page: User, label: str) -> None:
    """Choose in the menu that is open."""
    items = page.find(kind=ui.menu_item).elements
    chosen = next(item for item in items if any(getattr(part, "text", "") == label for part in item.descendants()))
    UserInteraction(page, {chosen}, None).click()


def press_button(page: User, label: str) -> None:
    """Press the button that was shown last."""
    buttons = [button for button in page.find(kind=ui.button).elements if button.text == label]
    UserInteraction(page, {max(buttons, key=lambda button: button.id)}, None).click()


async def test_the_lobby_and_the_dialog_of_a_new_room(page: User, harbour: RoomInfo) -> None:
    await page.open("/")
    assert_all_comes_from_the_catalogue(page)

    press_button(page, "⟦New room⟧")
    press_button(page, "⟦Create room⟧")
    await page.should_see("⟦Give the room a name.⟧")

    assert_all_comes_from_the_catalogue(page)


async def test_an_administrators_sidebar(chat: Chat, page: User, alice: Person) -> None:
    await chat.accounts.administration.make_admin((await chat.accounts.own.get(alice.id)).email)
    await page.open("/")

    assert_all_comes_from_the_catalogue(page)


async def test_a_room_that_one_reads(page: User, harbour: RoomInfo) -> None:
    await page.open("/rooms/attic")

    assert_all_comes_from_the_catalogue(page)


@pytest.mark.parametrize("choice", ["Edit room", "Delete room"])
async def test_the_dialogs_of_a_rooms_menu(page: User, harbour: RoomInfo, choice: str) -> None:
    await page.open("/rooms/harbour")
    choose(page, f"⟦{choice}⟧")
    press_button(page, f"⟦{'Save' if choice == 'Edit room' else choice}⟧")
    await settle()

    assert_all_comes_from_the_catalogue(page)


@pytest.mark.parametrize("has_pins", [False, True])
async def test_pinned_messages(chat: Chat, page: User, alice: Person, harbour: RoomInfo, has_pins: bool) -> None:
    message = await say(chat, alice, harbour, TIDE)
    if has_pins:
        await chat.pins.pin(alice.id, harbour.id, message.id)
    await page.open("/rooms/harbour")
    choose(page, "⟦Pinned messages⟧")
    await page.should_see("⟦Close⟧")

    assert_all_comes_from_the_catalogue(page, *TIDE.split())


async def test_jump_to_date_where_nothing_was_said(page: User, harbour: RoomInfo) -> None:
    await page.open("/rooms/harbour")
    choose(page, "⟦Jump to date⟧")
    assert_all_comes_from_the_catalogue(page)

    await trigger(page, next(iter(page.find(kind=ui.date).elements)), "update:modelValue", "2026-11-24")
    await page.should_see(kind=ui.notification)

    assert_all_comes_from_the_catalogue(page)


async def test_a_link_to_what_is_no_message_of_the_room(page: User, harbour: RoomInfo) -> None:
    await page.open("/rooms/harbour?m=999")
    await page.should_see(kind=ui.notification)

    assert_all_comes_from_the_catalogue(page)


async def test_a_refusal_that_appears_and_goes(chat: Chat, page: User, harbour: RoomInfo) -> None:
    bob = await person(chat, "Bob")
    await chat.memberships.join(bob.id, harbour.id)
    await page.open("/rooms/harbour")
    choose(page, "⟦Leave room⟧")
    await page.should_see(kind=ui.notification)

    assert_all_comes_from_the_catalogue(page)


async def test_a_messages_menu_and_its_link(chat: Chat, page: User, alice: Person, harbour: RoomInfo) -> None:
    message = await say(chat, alice, harbour, "hello")
    await page.open("/rooms/harbour")
    await press(page, "room", commanding(OpenMessageMenu(message.id))["command"])
    await eventually(lambda: bool(message_items(page)))
    assert_all_comes_from_the_catalogue(page)

    await trigger(page, menu_item(page, "⟦Copy link⟧"), "click", {})

    assert page.find(kind=ui.dialog)
    assert_all_comes_from_the_catalogue(page)


async def test_the_question_before_anothers_message_is_deleted(
    chat: Chat, page: User, alice: Person, harbour: RoomInfo
) -> None:
    bob = await person(chat, "Bob")
    await chat.memberships.join(bob.id, harbour.id)
    message = await say(chat, bob, harbour, "hello")
    await page.open("/rooms/harbour")
    await press(page, "room", commanding(OpenMessageMenu(message.id))["command"])
    await eventually(lambda: bool(message_items(page)))

    UserInteraction(page, {message_items(page)["⟦Delete⟧"]}, None).click()
    await settle()

    assert page.find(kind=ui.dialog)
    assert_all_comes_from_the_catalogue(page)


def message_items(page: User) -> dict[str, ui.menu_item]:
    """What the open menu of a message offers."""
    assert page.client is not None
    items = [found for found in page.client.layout.descendants() if isinstance(found, ui.menu_item)]
    return {str(getattr(part, "text", "")): item for item in items for part in item.descendants()}


async def test_emoji_at_a_message_and_who_put_them_there(
    chat: Chat, page: User, alice: Person, harbour: RoomInfo
) -> None:
    message = await say(chat, alice, harbour, "hello")
    await chat.reactions.react(alice.id, harbour.id, message.id, "👍")
    await page.open("/rooms/harbour")
    await press(page, "room", commanding(PickReaction(message.id))["command"])
    await page.should_see(kind=QuickRow)
    names = {words_of(emoji) for emoji in all_without_tones()}
    assert_all_comes_from_the_catalogue(page, *names)

    await press(page, "emoji", commanding(BrowseEmoji())["command"])
    await page.should_see(kind=EmojiPicker)

    assert_all_comes_from_the_catalogue(page, *names, "ℹ")


async def test_the_profile_with_what_is_wrong_and_what_is_saved(page: User, alice: Person) -> None:
    await page.open("/profile")
    assert_all_comes_from_the_catalogue(page)

    field(page, "⟦Display name⟧").value = ""
    press_button(page, "⟦Save⟧")
    await page.should_see("⟦Tell the others your name.⟧")
    assert_all_comes_from_the_catalogue(page)

    field(page, "⟦Display name⟧").value = "Alice"
    press_button(page, "⟦Save⟧")
    await page.should_see("⟦Saved. Everybody sees it now.⟧")
    assert_all_comes_from_the_catalogue(page)


@pytest.mark.parametrize("asked", ["", "?q=tide", "?q=tide&room=harbour", "?q=midnight", "?q=midnight&room=harbour"])
async def test_the_search(chat: Chat, page: User, alice: Person, harbour: RoomInfo, asked: str) -> None:
    await say(chat, alice, harbour, TIDE)
    await page.open(f"/search{asked}")
    await eventually(lambda: any(words in shown(page) for words in ("empty", "hits")))

    assert_all_comes_from_the_catalogue(page, *TIDE.split(), "midnight")


def shown(page: User) -> str:
    pane = page.find(kind=SearchPane).elements.pop()
    return "".join(str(part.props.get("innerHTML", "")) for part in pane.descendants())


async def test_an_address_where_nothing_is(page: User, alice: Person) -> None:
    answer = await page.http_client.get("/rooms/nowhere")
    shown = open_clients()[-1]

    assert (answer.status_code, shown.title) == (404, "⟦Not here⟧ · livechat")
    assert not bypassing(words_of_page(shown), *TYPED)


@pytest.mark.parametrize("trouble", Trouble)
@pytest.mark.parametrize("is_admin", [True, False])
async def test_trouble_with_the_disk(chat: Chat, page: User, alice: Person, trouble: Trouble, is_admin: bool) -> None:
    if is_admin:
        await chat.accounts.administration.make_admin((await chat.accounts.own.get(alice.id)).email)
    await page.open("/")

    chat.db.refusals.on_trouble(trouble)
    await settle()

    assert_all_comes_from_the_catalogue(page)


async def test_what_one_can_write(page: User, harbour: RoomInfo) -> None:
    await page.open(f"/rooms/{harbour.slug}")
    await press(page, "composer", commanding(ExplainWriting())["command"])

    assert_all_comes_from_the_catalogue(page, "print", "python", "tada")
